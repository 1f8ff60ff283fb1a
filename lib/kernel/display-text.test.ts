import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertDisplayTexts } from './assert-display-texts'
import { isDisplayText, isolateText, toShownText } from './display-text'

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
const refused = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  0xad,
  0x61c,
  0x180e,
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x2064),
  ...range(0x2066, 0x206f),
  0x115f,
  0x1160,
  0x3164,
  0x34f,
  0x17b4,
  0x17b5,
  0x2065,
  0x2800,
  0xe0fff,
  0xfeff,
  0xffa0,
  ...range(0xfff9, 0xfffb),
  0xfffe,
  0xe0001,
  ...range(0xe0020, 0xe007f),
]
const nameOf = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`

describe('AT-50: names that people decide by', () => {
  test.each(refused.map((code) => [nameOf(code), code] as const))('%s is refused, and shown as U+FFFD', (_, code) => {
    const text = `見本${String.fromCodePoint(code)}病院`
    expect(isDisplayText(text)).toBe(false)
    expect(toShownText(text)).toBe('見本\ufffd病院')
  })

  test.each([' ', '\u3000', '\u00a0\u2003', '\u3000\u{e0100}'])('%j alone is refused, and shown as nothing', (text) => {
    expect(isDisplayText(text)).toBe(false)
    expect(toShownText(text)).toBe('')
    expect(toShownText(`${text}\u202e`)).not.toBe('')
  })

  test('half of a surrogate pair is refused', () => {
    expect(isDisplayText('見本\ud842')).toBe(false)
    expect(toShownText('見本\udfb7病院')).toBe('見本\ufffd病院')
  })

  test.each([
    '見本総合病院',
    'テスト　一子',
    'ﾃｽﾄ ｲﾁｺ',
    '葛\u{e0100}飾区の病院',
    '髙橋 𠮷野 﨑',
    'が（か\u3099）',
    'O’Neill-Müller, J. (MD) #3 & Söhne',
    'בית חולים לדוגמה',
    'مستشفى',
    '外来\ue000',
    '①㈱№～―／・「」',
    '🏥',
    '',
  ])('%j is accepted and shown unchanged', (text) => {
    expect(isDisplayText(text)).toBe(true)
    expect(toShownText(text)).toBe(text)
    expect(() => assertDisplayTexts({ name: text, place: undefined })).not.toThrow()
  })

  test('the field is named', () => {
    expect(() => assertDisplayTexts({ name: '見本', place: '外来\n1診' })).toThrow(
      expect.objectContaining({ code: 'request.text_not_displayable', params: { field: 'place' } }),
    )
  })
})

describe('isolation', () => {
  test('a text that runs from right to left gets its own borders, another one stays as it is', () => {
    expect(isolateText('外来 1')).toBe('外来 1')
    expect(isolateText('אבג')).toBe('\u2068אבג\u2069')
  })

  test('nothing in a text can end its isolation: within the borders there is no control at all', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('\u2069', '\u202e', '\u2066', '\n', 'א', 'a', '見', '1')), (parts) => {
        const text = isolateText(parts.join(''))
        const inside = text.startsWith('\u2068') ? text.slice(1, -1) : text
        expect(isDisplayText(inside)).toBe(true)
        expect(toShownText(inside)).toBe(inside)
      }),
    )
  })
})
