import { requestError } from '@/lib/kernel/request.errors'
import { type FacilityRight, facilityRoleHolds } from '@/lib/rights/facility-rights'
import type { FacilityConsoleRole } from '@/lib/vocabulary/console-role'

/**
 * Refuses a console account of which no role holds the right (AT-56).
 * @throws AppError `request.forbidden`
 */
export function requireFacilityRight(roles: readonly FacilityConsoleRole[], right: FacilityRight): void {
  if (roles.some((role) => facilityRoleHolds(role, right))) return
  throw requestError('request.forbidden', { detail: `no right ${right}` })
}
