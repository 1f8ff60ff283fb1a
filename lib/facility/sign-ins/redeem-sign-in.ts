import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import type { TokenAnswer } from '@/lib/wire/oauth'
import type { AuthorityCredentials, RedeemOutcome } from '../authority-port/authority-port'
import { openAuthorityKey } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'
import { completeSignIn } from './complete-sign-in'
import { endSignIn } from './end-sign-in'
import { type LeasedSignIn, leaseIfOpen, notifyScreens, releaseLease } from './redeem.store'
import { deviceCodePlace, redeemLeaseSeconds, type SignInFailure } from './sign-in'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>

const failures: Readonly<
  Record<
    Exclude<RedeemOutcome['outcome'], 'issued' | 'pending'>,
    { state: SignInFailure; reason: string; byPhone?: true }
  >
> = {
  denied: { state: 'denied', reason: 'device_authorization.denied', byPhone: true },
  expired: { state: 'expired', reason: 'sign_in.expired' },
  invalid: { state: 'failed', reason: 'sign_in.failed' },
}

/** A redemption that takes longer than this is shown; a quicker one would only flicker. */
const notifyAfterMs = 300

/**
 * Fetches the token of a sign-in and stores it, one process at a time. `ended`: signed in, or ended for good. `pending`: not
 * approved yet. `busy`: another process has the turn, or the sign-in is over; look again. `approved`: the authority has
 * reported the approval; without it this is the poll of RFC 8628.
 * @throws AppError `authority.unavailable`, `service.unavailable`; the turn is given back and the sign-in goes on
 */
export async function redeemSignIn(
  context: Context,
  signInId: string,
  approved: boolean,
  origin: RequestOrigin,
): Promise<'ended' | 'pending' | 'busy'> {
  const leased = await leaseIfOpen(context.db, { signInId, approved, leaseSeconds: redeemLeaseSeconds })
  if (leased === null) return 'busy'
  const credentials = openAuthorityKey(context.keyring, leased.facilityId, leased)
  const notifyTimer = approved
    ? setTimeout(() => notifyScreens(context.db, leased.staffKey).catch(warn), notifyAfterMs)
    : undefined
  const outcome = await askWithLease(context, leased, credentials).finally(() => clearTimeout(notifyTimer))
  if (outcome.outcome === 'pending') {
    await releaseLease(context.db, signInId)
    return 'pending'
  }
  if (outcome.outcome !== 'issued') {
    const end = failures[outcome.outcome]
    const { staffKey } = leased
    await endSignIn(context, { ...end, signInId, staffKey, evenRedeeming: true, actor: 'system' }, origin)
    return 'ended'
  }
  await keepOrRevoke(context, leased, { credentials, token: outcome.token }, origin)
  return 'ended'
}

async function askWithLease(
  context: Context,
  leased: LeasedSignIn,
  credentials: AuthorityCredentials,
): Promise<RedeemOutcome> {
  const deviceCode = new TextDecoder().decode(context.keyring.open(leased.sealedDeviceCode, deviceCodePlace(leased.id)))
  try {
    return await context.authority.redeem(credentials, deviceCode)
  } catch (error) {
    await releaseLease(context.db, leased.id)
    throw error
  }
}

/** A token that cannot be kept, or of which that is not certain, must not live on at the authority. */
async function keepOrRevoke(
  context: Context,
  leased: LeasedSignIn,
  issued: { credentials: AuthorityCredentials; token: TokenAnswer },
  origin: RequestOrigin,
): Promise<void> {
  const { id: signInId, facilityId, staffKey } = leased
  const kept = await completeSignIn(context, leased, issued.token, origin).catch((error: unknown) => {
    warn(error)
    return { outcome: 'refused' } as const
  })
  if (kept.outcome === 'stored') {
    if (kept.replaced) revokeEndedTokens(context, { facilityId, staffKey }).catch(warn)
    return
  }
  await context.authority.revoke(issued.credentials, issued.token.access_token).catch(warn)
  const end = { state: 'failed', reason: 'sign_in.failed', evenRedeeming: true, actor: 'system' } as const
  await endSignIn(context, { ...end, signInId, staffKey }, origin)
}

function warn(error: unknown): void {
  logger().warn({ error: String(error) }, 'a token could not be kept or revoked')
}
