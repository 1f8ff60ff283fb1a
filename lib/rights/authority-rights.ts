import { type AuthorityConsoleRole, authorityConsoleRoles } from '@/lib/vocabulary/console-role'
import type { RightEntry } from './right-entry'

const everyRole = authorityConsoleRoles
const registrars = ['administrator', 'registrar'] as const
const supporters = ['administrator', 'support'] as const
const staff = ['administrator', 'registrar', 'support'] as const
const auditors = ['administrator', 'auditor'] as const
const administrators = ['administrator'] as const

/** Rights of the authority's console. An operation or page names the one that it asks for; which roles hold it is said here alone. */
export const authorityRights = {
  'application.view': { opens: 'applications and their state', roles: registrars },
  'application.edit': { opens: 'import of applications with preview, duplicates', roles: registrars },
  'credential.issue': { opens: 'issue of second certificates', roles: registrars },
  'notification_card.issue': { opens: 'issue, print, dispatch and return of notification cards', roles: registrars },
  'change.approve': { opens: 'approving what another operator has asked for', roles: staff },
  'holder.view': { opens: 'list of holders, and the page of one person', roles: everyRole },
  'holder.support': { opens: 'unlock without a new card, re-issue', roles: supporters },
  'incident.view': { opens: 'reports of losses and of sign-ins that nobody began', roles: [...supporters, 'auditor'] },
  'incident.edit': { opens: 'work on such a report', roles: supporters },
  'inquiry_code.search': { opens: 'the verdict behind an inquiry code', roles: supporters },
  'facility_client.view': { opens: 'facilities, their clients, and what was refused', roles: everyRole },
  'facility_client.edit': { opens: 'registration of clients and their certificates', roles: registrars },
  'fee.edit': { opens: 'yearly fee of a facility', roles: registrars },
  'certificate_authority.view': {
    opens: 'certificate authorities, age of CRLs, certificates that end',
    roles: auditors,
  },
  'signing_key.view': { opens: 'key pool, signatures in doubt, rotation of the key-encryption key', roles: auditors },
  'service_health.view': { opens: 'health, load and the daily report', roles: everyRole },
  'audit_log.view': { opens: 'audit log and its proofs', roles: auditors },
  'audit_log.export': { opens: 'export of the audit log', roles: auditors },
  'own_account.view': { opens: 'the own account and its sign-ins', roles: everyRole },
  'operator.view': { opens: 'list of operators, their roles and last sign-in', roles: auditors },
  'operator.edit': { opens: 'operators and their roles', roles: administrators },
} as const satisfies Readonly<Record<string, RightEntry<AuthorityConsoleRole>>>

export type AuthorityRight = keyof typeof authorityRights

export function isAuthorityRight(value: string): value is AuthorityRight {
  return Object.hasOwn(authorityRights, value)
}

/** Whether a role opens what asks for the right. */
export function authorityRoleHolds(role: AuthorityConsoleRole, right: AuthorityRight): boolean {
  const { roles }: RightEntry<AuthorityConsoleRole> = authorityRights[right]
  return roles.includes(role)
}

/** All that a role opens, in the order of the table: what a navigation is drawn from. */
export function rightsOfAuthorityRole(role: AuthorityConsoleRole): AuthorityRight[] {
  return Object.keys(authorityRights).filter((right): right is AuthorityRight => {
    return isAuthorityRight(right) && authorityRoleHolds(role, right)
  })
}
