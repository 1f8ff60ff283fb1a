import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** Japanese wording that was replaced, and what is written for it: one word for one thing on every screen. */
const replaced: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/ためし[にの]/, '動作確認（テスト認証）'],
  [/間違いありませんか/, '内容にお間違いがないかご確認ください'],
  [/「違います」|^違います$/, '本人ではありません／心当たりがない／認証が拒否されました'],
  [/しばらくのあいだ/, '安全のため、約1分間は…'],
  [/あなたの/, 'ご本人の／ご本人名義の'],
  [/\}\s?さん/, '{name} 様'],
  [/毎朝/, '毎日の'],
  [/承認しますか/, '本人認証の内容をご確認ください'],
  [/番号の入力へ|この番号で進む/, '番号を入力する／確定する'],
  [/Password（|^Username$/, 'パスワード／利用者名（Username）'],
  [/あと(?:\{\w+\}|[0-9０-９])回(?!間違え)/, '残り入力回数：5回'],
  [/入力回数に(?:も|は)?数え/, 'パスワードの入力回数には含まれません'],
  [/同期される鍵/, 'パスキーの保存先（アカウントで同期）'],
  [/いつものブラウザ/, 'Safari または Chrome で開き直してください'],
  [/タップします。/, '〜をタップしてください'],
  [/かまいません/, '結構です'],
  [/スクリーンショットからは/, '二次元コードの有効時間が過ぎています'],
  [/何もせずに終わる/, '報告せずに終了する'],
  [/^やめる$/, 'キャンセル'],
  [/終了しますか/, 'よろしいですか。'],
  [/^次の方法$|^もう一度$/, 'ほかの方法／もう一度認証する'],
  [/この版では/, '現在ご利用いただけません'],
  [/のものとして登録/, 'この職員の登録済みスマートフォンではありません'],
  [/まもなく期限/, '期限間近'],
  [/HPKI 有効 残り/, 'HPKI 有効（19:04まで）'],
  [/処方の内容は失われて/, '入力中の処方内容は保持されています'],
  [/今日の(?:本人)?認証/, '本日の認証状況'],
  [/ロック・紛失/, 'ロック中、紛失届出'],
  [/\}の経過/, '{name} の履歴'],
  [/複数の医療機関で共用/, '管理担当部署から案内されたコード'],
  [/認証トークン|サインイン/, 'アクセストークン、本人認証'],
  [/続いたため、安全のため/, '失敗が続いたため、一時的に受け付けを停止しています'],
  [/ひも付|ひもづ/, '紐付け'],
  [/わから(?:な|ず)/, '分からない'],
  [/あらためて/, '改めて'],
  [/） で認証済み/, '）で認証済み'],
  [/さわって/, '試す'],
  [/要りません/, '必要はありません'],
]

const root = fileURLToPath(new URL('../../', import.meta.url))
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/

/** The Japanese strings of a source file: what is between quotes or tags on a line. */
function stringsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const quoted = text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"|>([^<>{}]+)</g)
  return [...quoted].map(([, ...found]) => (found.find((part) => part !== undefined) ?? '').trim())
}

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !/\.test\./.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

const files = [
  ...filesUnder('lib/messages/ja', /\.ts$/),
  ...filesUnder('app', /\.tsx?$/),
  ...filesUnder('lib/ui', /\.tsx?$/),
  ...filesUnder('lib/embed-sdk', /\.ts$/),
  ...filesUnder('examples', /\.(?:mjs|js|html)$/),
]

/** Each replaced word in the given strings, with what is written instead. */
function findReplaced(strings: readonly string[]): string[] {
  return strings
    .filter((text) => japanese.test(text))
    .flatMap((text) =>
      replaced
        .filter(([pattern]) => pattern.test(text))
        .map(([pattern, instead]) => `「${text}」 has ${pattern}: ${instead}`),
    )
}

describe('the wording of screens', () => {
  test('there are catalogues and screens to look at', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(files.flatMap(stringsOf).filter((text) => japanese.test(text)).length).toBeGreaterThan(600)
  })

  test.each(files)('%s has no replaced word', (path) => {
    expect(findReplaced(stringsOf(path))).toEqual([])
  })

  test.each([
    'ためしの認証を完了',
    '{name} さんの経過',
    'あと{tries}回',
    'サインインしてください',
    'ひも付いていません',
    '今日の認証',
  ])('「%s」 is found', (text) => {
    expect(findReplaced([text])).not.toEqual([])
  })
})
