import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { expireDeviceAuthorization } from '../device-authorizations/expire-device-authorization'
import { type Claim, endOfClaim } from './claim'
import { claimError } from './claim.errors'
import { findClaimBySecretHash } from './claim.store'

/**
 * The open claim that a claim secret opens (Q6).
 * @throws AppError `claim.invalid` for an unknown secret; `claim.ended`, `device_authorization.expired`,
 *   `device_authorization.cancelled` for a claim that can do nothing more
 */
export async function getClaim(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  claimSecret: string,
  origin: RequestOrigin,
): Promise<Claim> {
  const claim = await findClaimBySecretHash(context.db, hashToken(claimSecret))
  if (claim === null) throw claimError('claim.invalid')
  if (claim.isExpiryUnwritten) await expireDeviceAuthorization(context, claim.deviceAuthorizationId, origin)
  const end = endOfClaim(claim)
  if (end !== null) throw end
  return claim
}
