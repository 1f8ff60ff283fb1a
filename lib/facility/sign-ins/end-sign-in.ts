import { appendAudit } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Keyring } from '@/lib/keystore/keyring'
import { logger } from '@/lib/log/logger'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import type { SignInFailure } from './sign-in'
import { type EndedSignIn, endIfOpen } from './sign-in.store'
import { releaseSpoiledStarts } from './start-limit'

export type SignInEnd = {
  signInId: string
  staffKey: Id<'staff'>
  state: SignInFailure
  /** Error code that the screens show. */
  reason: string
  /** A phone had a part in it, although the claim may not have been heard of here. */
  byPhone?: boolean
  /** Also while a token may be on its way. */
  evenRedeeming?: boolean
  actor: string
}

/** Ends a sign-in that has no token, with its audit row, and notifies the screens; `null` when it had ended before. */
export async function endSignIn(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  end: SignInEnd,
  origin: RequestOrigin,
): Promise<EndedSignIn | null> {
  return context.db.transaction(async (tx) => {
    const [, ended] = await Promise.all([
      lockForChange(tx, end.staffKey),
      endIfOpen(tx, { ...end, evenRedeeming: end.evenRedeeming ?? false }),
    ])
    if (ended === null) return null
    await touchStaff(tx, ended.staffKey)
    await releaseSpoiledStarts(tx, [{ ...ended, wasClaimed: ended.wasClaimed || end.byPhone === true }])
    await auditEndedSignIn(tx, context.keyring, ended, end, origin)
    return ended
  })
}

/** The audit row of a sign-in that the same transaction has ended without a token. */
export async function auditEndedSignIn(
  tx: Transaction,
  keyring: Keyring,
  { id, facilityId, staffKey, terminalKey }: EndedSignIn,
  { state, reason, actor }: Pick<SignInEnd, 'state' | 'reason' | 'actor'>,
  origin: RequestOrigin,
): Promise<void> {
  await appendAudit(tx, 'facility', keyring, {
    partition: facilityId,
    action: 'sign_in.end',
    outcome: 'failure',
    actor,
    subject: id,
    origin,
    code: reason,
    details: { staff: staffKey, terminal: terminalKey, state },
  })
}

/** Reports to the authority that a sign-in is over here; when that fails, it ends there by its own clock. */
export async function cancelAtAuthority(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, deviceAuthorizationId }: Pick<EndedSignIn, 'facilityId' | 'deviceAuthorizationId'>,
): Promise<void> {
  if (deviceAuthorizationId === null) return
  try {
    const credentials = await openAuthorityCredentials(context, facilityId)
    await context.authority.cancelDeviceAuthorization(credentials, deviceAuthorizationId)
  } catch (error) {
    logger().warn({ deviceAuthorizationId, error: String(error) }, 'not cancelled at the authority')
  }
}
