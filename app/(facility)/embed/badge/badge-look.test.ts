import { expect, test } from 'vitest'
import { badgeStateOf } from './badge-look'

test.each([
  { name: 'signed in', status: 'signed_in', left: 60, stale: false, expected: 'signed_in' },
  {
    name: 'AT-33 run out on the page’s own clock',
    status: 'signed_in',
    left: 0,
    stale: false,
    expected: 'sign_in_required',
  },
  { name: 'ends soon', status: 'expiring', left: 60, stale: false, expected: 'expiring' },
  { name: 'never green when nothing is heard', status: 'signed_in', left: 60, stale: true, expected: 'unknown' },
  {
    name: 'yellow stays yellow when nothing is heard',
    status: 'sign_in_required',
    left: 0,
    stale: true,
    expected: 'sign_in_required',
  },
  { name: 'before the first answer', status: null, left: 0, stale: false, expected: 'unknown' },
] as const)('$name', ({ status, left, stale, expected }) => {
  expect(badgeStateOf(status, left, stale)).toBe(expected)
})
