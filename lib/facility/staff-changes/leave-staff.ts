import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endAllSessionsOfStaff } from '../console-accounts/console-account.store'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { leaveIfLive, lockForChange, touchStaff } from '../staff/staff.store'
import { auditEndedTokens } from '../token-vault/audit-ended-tokens'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'
import { endAllOfStaff } from '../token-vault/vault-token.store'

/**
 * A person leaves the hospital: tokens and console sessions end at once, open frames with the next look at them, and a sign-in
 * under way cannot be completed any more.
 * @throws AppError `staff.unknown`
 */
export async function leaveStaff(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, staffKey, actor }: { facilityId: string; staffKey: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    if (!(await leaveIfLive(tx, facilityId, staffKey))) throw staffError('staff.unknown')
    const tokens = await endAllOfStaff(tx, staffKey, 'staff_left')
    await endAllSessionsOfStaff(tx, staffKey)
    await touchStaff(tx, staffKey)
    await auditEndedTokens(tx, context.keyring, tokens, { actor, origin })
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
