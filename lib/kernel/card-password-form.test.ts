import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalizeCardPassword, regroupTyped } from './card-password-form'

describe('P20 a password appears in the groups of the printed slip while it is typed', () => {
  test.each([
    { name: 'the first letter', typed: 'k', caret: 1, text: 'K', after: 1 },
    { name: 'a full group has no hyphen yet', typed: 'K7MP', caret: 4, text: 'K7MP', after: 4 },
    { name: 'the hyphen comes with the next letter', typed: 'K7MP3', caret: 5, text: 'K7MP-3', after: 6 },
    { name: 'full-width letters', typed: 'Ｋ７ＭＰ３', caret: 5, text: 'K7MP-3', after: 6 },
    { name: 'pasted without groups', typed: 'k7mp3xq92w', caret: 10, text: 'K7MP-3XQ9-2W', after: 12 },
    { name: 'a letter put in at the front', typed: 'AK7MP-3XQ9-2', caret: 1, text: 'AK7M-P3XQ-92', after: 1 },
    { name: 'a hyphen deleted: the caret passes it', typed: 'K7MP3XQ9', caret: 4, text: 'K7MP-3XQ9', after: 4 },
    { name: 'the last letter of a group deleted', typed: 'K7MP-', caret: 5, text: 'K7MP', after: 4 },
  ])('$name', ({ typed, caret, text, after }) => {
    expect(regroupTyped(typed, caret)).toEqual({ text, caret: after })
  })

  test('whatever is typed, the password that is sent stays the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const { text } = regroupTyped(typed, typed.length)
        expect(normalizeCardPassword(text)).toBe(normalizeCardPassword(normalizeCardPassword(typed)))
      }),
    )
  })
})
