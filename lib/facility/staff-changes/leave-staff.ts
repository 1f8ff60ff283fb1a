import { appendAudit } from '@/lib/audit/audit.store'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endAllSessionsOfStaff } from '../console-accounts/console-account.store'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { leaveIfLive, lockForChange, touchStaff } from '../staff/staff.store'
import { endTokens } from '../token-vault/end-tokens'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'

/**
 * A person leaves the hospital: tokens and console sessions end at once, open frames with the next look at them, and a sign-in
 * under way cannot be completed any more.
 * @throws AppError `staff.unknown`
 */
export async function leaveStaff(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, staffKey, actor }: { facilityId: string; staffKey: Id<'staff'>; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    if (!(await leaveIfLive(tx, facilityId, staffKey))) throw staffError('staff.unknown')
    await endAllSessionsOfStaff(tx, staffKey)
    await touchStaff(tx, staffKey)
    await endTokens(tx, context.keyring, { staffKey }, { reason: 'staff_left', actor, origin })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'staff.change',
      outcome: 'success',
      actor,
      subject: staffKey,
      origin,
      details: { left: true },
    })
  })
  await revokeEndedTokens(context, { facilityId, staffKey })
}
