import { expect, test } from 'vitest'
import { judgeMethod } from './sign-in'

const all = ['fido', 'hpki_card', 'my_number_card']

test.each([
  { method: 'fido', allowed: all, linked: true, hasReader: false, reason: null },
  { method: 'fido', allowed: all, linked: false, hasReader: true, reason: 'not_linked' },
  { method: 'fido', allowed: ['hpki_card'], linked: true, hasReader: true, reason: 'not_allowed_here' },
  { method: 'fido', allowed: [], linked: false, hasReader: false, reason: 'not_allowed_here' },
  { method: 'hpki_card', allowed: all, linked: true, hasReader: false, reason: 'no_reader_at_terminal' },
  { method: 'hpki_card', allowed: all, linked: true, hasReader: true, reason: 'not_yet_offered' },
  { method: 'my_number_card', allowed: all, linked: true, hasReader: false, reason: 'no_reader_at_terminal' },
  { method: 'my_number_card', allowed: all, linked: false, hasReader: false, reason: 'not_linked' },
] as const)('$method, allowed $allowed, linked $linked, reader $hasReader: $reason', ({ method, reason, ...facts }) => {
  expect(judgeMethod(method, facts)).toBe(reason)
})
