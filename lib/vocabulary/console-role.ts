/** What a person may be in a hospital's console. A profession (physician …) is something else: a physician can be an administrator. */
export const facilityConsoleRoles = ['administrator', 'help_desk', 'viewer'] as const

/** What an operator may be in the authority's console. */
export const authorityConsoleRoles = ['administrator', 'registrar', 'support', 'auditor'] as const

export type FacilityConsoleRole = (typeof facilityConsoleRoles)[number]
export type AuthorityConsoleRole = (typeof authorityConsoleRoles)[number]

export function isFacilityConsoleRole(value: unknown): value is FacilityConsoleRole {
  return facilityConsoleRoles.some((role) => role === value)
}

export function isAuthorityConsoleRole(value: unknown): value is AuthorityConsoleRole {
  return authorityConsoleRoles.some((role) => role === value)
}
