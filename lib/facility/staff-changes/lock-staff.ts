import { appendAudit } from '@/lib/audit/audit.store'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { lockForChange, lockIfLive, touchStaff } from '../staff/staff.store'

/**
 * Stops a staff member's sign-ins and status until `lockedUntil`, or lets them go on with `null`. Tokens stay in the vault and
 * cannot be used while it lasts.
 * @throws AppError `staff.unknown`
 */
export async function lockStaff(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: { facilityId: string; staffKey: Id<'staff'>; lockedUntil: Date | null; reason: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  const { facilityId, staffKey, lockedUntil, reason, actor } = input
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    if (!(await lockIfLive(tx, input))) throw staffError('staff.unknown')
    await touchStaff(tx, staffKey)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'staff.change',
      outcome: 'success',
      actor,
      subject: staffKey,
      origin,
      reason,
      details: { locked_until: lockedUntil?.toISOString() ?? null },
    })
  })
}
