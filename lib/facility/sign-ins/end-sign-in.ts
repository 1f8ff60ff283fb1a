import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import type { SignInFailure } from './sign-in'
import { type EndedSignIn, endIfOpen } from './sign-in.store'

export type SignInEnd = {
  signInId: string
  staffId: string
  state: SignInFailure
  /** Error code that the screens show. */
  reason: string
  /** Also while a token may be on its way. */
  evenRedeeming?: boolean
  actor: string
}

/** Ends a sign-in that has no token, with its audit row, and tells the screens; `null` when it had ended before. */
export async function endSignIn(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  end: SignInEnd,
  origin: RequestOrigin,
): Promise<EndedSignIn | null> {
  return context.db.transaction(async (tx) => {
    await lockForChange(tx, end.staffId)
    const ended = await endIfOpen(tx, { ...end, evenRedeeming: end.evenRedeeming ?? false })
    if (ended === null) return null
    await touchStaff(tx, ended.staffId)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: ended.facilityId,
      action: 'sign_in.end',
      outcome: 'failure',
      actor: end.actor,
      subject: ended.id,
      origin,
      code: end.reason,
      details: { staff: ended.staffId, terminal: ended.terminalId, state: end.state },
    })
    return ended
  })
}

/** Tells the authority that a sign-in is over here; when that fails, it ends there by its own clock. */
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
