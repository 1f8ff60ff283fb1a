import { describe, expect, it } from 'vitest'
import { messagesFor } from '../messages-for'
import { markedMessagesFor, markPhrases } from './mark-phrases'
import { withoutPhraseBreaks } from './phrase-break'

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

describe('phrases of Japanese texts', () => {
  /** Answers of `loadDefaultJapaneseParser().parse` of budoux 0.7.0. */
  it.each([
    ['電子カルテの|画面の|番号を|入力してください'],
    ['本人認証の|内容を|ご確認ください'],
    ['スマートフォンで|読み取ってください'],
    ['認証に|成功しました'],
    ['アクセストークンの|有効期限は|2026年11月23日12:00までです。'],
    ['この|スマートフォンの|登録は|解除されています'],
    ['安全の|ため、|約1分間は|新しい|本人認証を|開始できません'],
    ['Safari または| Chrome で|開き直してください'],
    ['パスワードの|入力回数には|含まれません'],
  ])('are those of BudouX: %s', (phrases) => {
    expect(markPhrases(phrases.replaceAll('|', '')).split('\u200b')).toEqual(phrases.split('|'))
  })

  it.each([
    ['紙の処方箋（引換番号付き）を', '紙の|処方箋|（引換番号付き）を'],
    ['残り {time}', '残り {time}'],
    ['', ''],
  ])('keep words and places whole: %s', (text, expected) => {
    expect(markPhrases(text)).toBe(expected.replaceAll('|', '\u200b'))
  })

  it('leaves every word as it is, and English alone', () => {
    expect(textsOf(markedMessagesFor('ja')).map(withoutPhraseBreaks)).toEqual(textsOf(messagesFor('ja')))
    expect(markedMessagesFor('en')).toBe(messagesFor('en'))
  })

  it('never breaks the place of a value', () => {
    const broken = textsOf(markedMessagesFor('ja')).filter((text) => /\{\w*\u200b\w*\}/.test(text))
    expect(broken).toEqual([])
  })
})
