import { type FacilityConsoleRole, facilityConsoleRoles } from '@/lib/vocabulary/console-role'
import type { RightEntry } from './right-entry'

const everyRole = facilityConsoleRoles
const helpers = ['administrator', 'help_desk'] as const
const administrators = ['administrator'] as const

/** Rights of a hospital's console. An operation or page names the one that it asks for; which roles hold it is said here alone. */
export const facilityRights = {
  'sign_in_status.view': { opens: 'today’s sign-in status and its live stream', roles: everyRole },
  'work_queue.view': { opens: 'the home page: who cannot sign today, and why', roles: everyRole },
  'work_queue.edit': { opens: 'taking on a person of the work queue, note, done', roles: helpers },
  'inquiry_code.search': { opens: 'the verdict behind a staff code, a name or an inquiry code', roles: helpers },
  'registration.view': { opens: 'the progress of registrations', roles: everyRole },
  'registration.edit': { opens: 'registration sessions: check-in and witness', roles: helpers },
  'staff.view': { opens: 'list of staff, and the page of one person', roles: everyRole },
  'staff.support': {
    opens: 'ending a sign-in, reporting a loss on behalf, asking for unlock or re-issue, paper for today',
    roles: helpers,
  },
  'staff.edit': { opens: 'adding, changing and removing staff; change of a staff number', roles: administrators },
  'staff.import': { opens: 'import of staff and taking the last import back', roles: administrators },
  'schedule.edit': { opens: 'clinic schedule and duty rota', roles: administrators },
  'terminal.view': { opens: 'terminals, card readers, check-up results, and the planner', roles: everyRole },
  'terminal.edit': { opens: 'adding, changing and removing terminals', roles: administrators },
  'emr_client.view': { opens: 'EMR clients, origins, request log and webhook log', roles: helpers },
  'emr_client.edit': { opens: 'keys and origins of EMR clients', roles: administrators },
  'authority_connection.view': {
    opens: 'state of the connection to the authority and what it refused',
    roles: helpers,
  },
  'authority_connection.edit': { opens: 'client key and certificate, connection test', roles: administrators },
  'audit_log.view': { opens: 'audit log and chain check', roles: administrators },
  'audit_log.export': { opens: 'export of the audit log, evidence pack for an inspection', roles: administrators },
  'monthly_report.view': { opens: 'report for the committee', roles: everyRole },
  'guide.view': { opens: 'printed guides with this facility’s settings', roles: everyRole },
  'setup.edit': { opens: 'set-up from nothing to a signed test prescription', roles: administrators },
  'policy.edit': { opens: 'sign-in methods, token mode, number matching, expiry warning', roles: administrators },
  'console_account.edit': { opens: 'console accounts and their roles, emergency account', roles: administrators },
  'change.approve': { opens: 'approving what another person has asked for', roles: administrators },
} as const satisfies Readonly<Record<string, RightEntry<FacilityConsoleRole>>>

export type FacilityRight = keyof typeof facilityRights

export function isFacilityRight(value: string): value is FacilityRight {
  return Object.hasOwn(facilityRights, value)
}

/** Whether a role opens what asks for the right. */
export function facilityRoleHolds(role: FacilityConsoleRole, right: FacilityRight): boolean {
  const { roles }: RightEntry<FacilityConsoleRole> = facilityRights[right]
  return roles.includes(role)
}

/** All that a role opens, in the order of the table: what a navigation is drawn from. */
export function rightsOfFacilityRole(role: FacilityConsoleRole): FacilityRight[] {
  return Object.keys(facilityRights).filter((right): right is FacilityRight => {
    return isFacilityRight(right) && facilityRoleHolds(role, right)
  })
}
