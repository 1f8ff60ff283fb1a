import { expect, test } from 'vitest'
import { newPassword } from './new-password'

test('of 2,000 passwords no two are alike, and each has 16 letters of which every one of the alphabet occurs', () => {
  const passwords = Array.from({ length: 2_000 }, newPassword)
  expect(new Set(passwords).size).toBe(passwords.length)
  for (const password of passwords) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){3}$/)
  expect(new Set(passwords.join('').replaceAll('-', '')).size).toBe(31)
})
