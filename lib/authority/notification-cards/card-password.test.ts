import { describe, expect, test } from 'vitest'
import { normalizeCardPassword } from '@/lib/kernel/card-password-form'
import { newCardPassword } from './card-password'

describe('password of a notification card', () => {
  test('has ten unambiguous letters, at least 40 bits, in printed groups', () => {
    const passwords = Array.from({ length: 500 }, newCardPassword)
    for (const password of passwords)
      expect(password).toMatch(/^[2-9AC-HJKMNP-RTWXY]{4}-[2-9AC-HJKMNP-RTWXY]{4}-[2-9AC-HJKMNP-RTWXY]{2}$/)
    expect(new Set(passwords).size).toBe(500)
    expect(new Set(passwords.join('').replaceAll('-', '')).size).toBe(26)
    expect(Math.log2(26 ** 10)).toBeGreaterThanOrEqual(40)
  })

  test.each([
    ['as printed', 'K7MP-3XQ9-2W'],
    ['without groups', 'K7MP3XQ92W'],
    ['small letters', 'k7mp-3xq9-2w'],
    ['full-width letters and hyphens', 'Ｋ７ＭＰ－３ＸＱ９－２Ｗ'],
    ['small full-width letters', 'ｋ７ｍｐ３ｘｑ９２ｗ'],
    ['long vowel sign for the hyphen', 'K7MPー3XQ9ー2W'],
    ['half-width long vowel sign', 'K7MPｰ3XQ9ｰ2W'],
    ['minus sign and dashes', 'K7MP−3XQ9–2W'],
    ['spaces, full-width space, line break', ' K7MP　3XQ9 2W\n'],
  ])('is read the same: %s', (_, typed) => {
    expect(normalizeCardPassword(typed)).toBe('K7MP3XQ92W')
  })

  test.each([
    ['other letter', 'K7MP-3XQ9-2X'],
    ['letter missing', 'K7MP-3XQ9-2'],
    ['underscore', 'K7MP_3XQ9_2W'],
  ])('is not read the same: %s', (_, typed) => {
    expect(normalizeCardPassword(typed)).not.toBe('K7MP3XQ92W')
  })

  test.each(['', '---', ' 　', '‐ー－'])('nothing but separators is nothing: %j', (typed) => {
    expect(normalizeCardPassword(typed)).toBe('')
  })
})
