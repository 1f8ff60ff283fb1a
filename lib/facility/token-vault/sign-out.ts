import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { findIdByCode, lockForChange, touchStaff } from '../staff/staff.store'
import { auditEndedTokens } from './audit-ended-tokens'
import { revokeEndedTokens } from './revoke-ended-tokens'
import { endAllOfStaff } from './vault-token.store'

export type SignOutInput = {
  facilityId: string
  /** By id from a session, or by the code that an EMR names. */
  staff: { staffId: string } | { staffCode: string }
  /** Id of the EMR client, launch or staff member who does it. */
  actor: string
}

/**
 * Ends a staff member's tokens at every terminal here, then at the authority. `signedOut`: something was live until now.
 * `revokedAtAuthority`: false when the authority could not be told yet; that is tried again later.
 * @throws AppError `staff.unknown`
 */
export async function signOut(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, staff: named, actor }: SignOutInput,
  origin: RequestOrigin,
): Promise<{ signedOut: boolean; revokedAtAuthority: boolean }> {
  const staffId = 'staffId' in named ? named.staffId : await findIdByCode(context.db, facilityId, named.staffCode)
  if (staffId === null) throw new AppError('staff.unknown')
  const signedOut = await context.db.transaction(async (tx) => {
    const staff = await lockForChange(tx, staffId)
    if (staff === null || staff.facilityId !== facilityId) throw new AppError('staff.unknown')
    const ended = await endAllOfStaff(tx, staffId, 'signed_out')
    if (ended.length > 0) await touchStaff(tx, staffId)
    await auditEndedTokens(tx, context.keyring, ended, { actor, origin })
    return ended.some(({ endReason }) => endReason === 'signed_out')
  })
  return { signedOut, revokedAtAuthority: await revokeEndedTokens(context, { facilityId, staffId }) }
}
