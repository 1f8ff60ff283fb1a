import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { findIdByCode, lockForChange, touchStaff } from '../staff/staff.store'
import { endTokens } from '../token-vault/end-tokens'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'
import { auditEndedSignIn, cancelAtAuthority } from './end-sign-in'
import { cancelOpen } from './sign-in.store'
import { releaseSpoiledStarts } from './start-limit'

export type SignOutInput = {
  facilityId: string
  /** By id from a session, or by the code that an EMR names. */
  staff: { staffKey: Id<'staff'> } | { staffCode: string }
  /** Id of the EMR client, launch or staff member who does it. */
  actor: string
}

/**
 * Ends a staff member's tokens at every terminal here, then at the authority; a sign-in under way ends too, so that none comes
 * after. `signedOut`: something was live until now.
 * `revokedAtAuthority`: false when the authority could not be notified yet; that is tried again later.
 * @throws AppError `staff.unknown`
 */
export async function signOut(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, staff: named, actor }: SignOutInput,
  origin: RequestOrigin,
): Promise<{ signedOut: boolean; revokedAtAuthority: boolean }> {
  const staffKey = 'staffKey' in named ? named.staffKey : await findIdByCode(context.db, facilityId, named.staffCode)
  if (staffKey === null) throw staffError('staff.unknown')
  const { signedOut, cancelled } = await context.db.transaction(async (tx) => {
    const staff = await lockForChange(tx, staffKey)
    if (staff === null || staff.facilityId !== facilityId) throw staffError('staff.unknown')
    const cancelled = await cancelOpen(tx, staffKey, null)
    if (cancelled.length > 0) await touchStaff(tx, staffKey)
    await releaseSpoiledStarts(tx, cancelled)
    const ended = await endTokens(tx, context.keyring, { staffKey }, { reason: 'signed_out', actor, origin })
    const end = { state: 'cancelled', reason: 'device_authorization.cancelled', actor } as const
    for (const signIn of cancelled) await auditEndedSignIn(tx, context.keyring, signIn, end, origin)
    return { signedOut: ended.some(({ endReason }) => endReason === 'signed_out'), cancelled }
  })
  await Promise.all(cancelled.map((signIn) => cancelAtAuthority(context, signIn)))
  return { signedOut, revokedAtAuthority: await revokeEndedTokens(context, { facilityId, staffKey }) }
}
