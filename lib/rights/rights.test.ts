import { describe, expect, test } from 'vitest'
import { authorityConsoleRoles, facilityConsoleRoles } from '@/lib/vocabulary/console-role'
import { authorityRights, authorityRoleHolds, isAuthorityRight, rightsOfAuthorityRole } from './authority-rights'
import { facilityRights, facilityRoleHolds, isFacilityRight, rightsOfFacilityRole } from './facility-rights'
import type { RightEntry } from './right-entry'

const tables: readonly {
  side: string
  rights: Readonly<Record<string, RightEntry<string>>>
  roles: readonly string[]
}[] = [
  { side: 'facility', rights: facilityRights, roles: facilityConsoleRoles },
  { side: 'authority', rights: authorityRights, roles: authorityConsoleRoles },
]

describe.each(tables)('AT-56 rights of the $side', ({ rights, roles }) => {
  test.each(Object.entries(rights))('%s is held by a role, by none twice, and says what it opens', (_, entry) => {
    expect(entry.roles.length).toBeGreaterThan(0)
    expect(new Set(entry.roles).size).toBe(entry.roles.length)
    expect(roles).toEqual(expect.arrayContaining([...entry.roles]))
    expect(entry.opens.length).toBeGreaterThan(10)
  })

  test('two rights do not open the same', () => {
    const opened = Object.values(rights).map(({ opens }) => opens)
    expect(new Set(opened).size).toBe(opened.length)
  })

  test('the administrator holds every right, every other role fewer and at least one', () => {
    for (const role of roles) {
      const held = Object.values(rights).filter((entry) => entry.roles.includes(role)).length
      if (role === 'administrator') expect(held).toBe(Object.keys(rights).length)
      else {
        expect(held, role).toBeGreaterThan(0)
        expect(held, role).toBeLessThan(Object.keys(rights).length)
      }
    }
  })
})

test('a viewer of the facility looks and changes nothing', () => {
  expect(rightsOfFacilityRole('viewer').filter((right) => !right.endsWith('.view'))).toEqual([])
  expect(facilityRoleHolds('viewer', 'sign_in_status.view')).toBe(true)
  expect(facilityRoleHolds('viewer', 'staff.edit')).toBe(false)
})

test('an auditor of the authority changes nothing', () => {
  expect(rightsOfAuthorityRole('auditor').filter((right) => !/\.(?:view|export)$/.test(right))).toEqual([])
  expect(authorityRoleHolds('auditor', 'audit_log.view')).toBe(true)
  expect(authorityRoleHolds('support', 'audit_log.view')).toBe(false)
})

test.each(['', 'constructor', 'toString', '__proto__', 'sign_in_status.view ', 'SIGN_IN_STATUS.VIEW', 'secret.view'])(
  'no right of either console: %j',
  (text) => {
    expect(isFacilityRight(text)).toBe(false)
    expect(isAuthorityRight(text)).toBe(false)
  },
)
