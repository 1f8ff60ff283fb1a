import { expect, test } from 'vitest'
import { isAuthorityConsoleRole, isFacilityConsoleRole } from './console-role'

test.each(['physician', 'clerk', 'Administrator', '', null, undefined, 0, ['administrator']])(
  'no console role: %j',
  (value) => {
    expect(isFacilityConsoleRole(value)).toBe(false)
    expect(isAuthorityConsoleRole(value)).toBe(false)
  },
)

test('a role of one console is none of the other', () => {
  expect([isFacilityConsoleRole('help_desk'), isAuthorityConsoleRole('help_desk')]).toEqual([true, false])
  expect([isFacilityConsoleRole('auditor'), isAuthorityConsoleRole('auditor')]).toEqual([false, true])
})
