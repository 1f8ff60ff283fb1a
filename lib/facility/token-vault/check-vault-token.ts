import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { openAuthorityCredentials } from '../facilities/authority-key'
import { watchRefusal } from '../facilities/watch-refusal'
import type { FacilityContext } from '../facility-context'
import { endRefusedToken } from './end-refused-token'
import { revokeEndedTokens } from './revoke-ended-tokens'
import { vaultTokenPlace } from './vault-token'
import { takeCheckIfDue } from './vault-token.store'

/** How old the authority's last word may be when a status is read, and when a frame is opened. */
export const statusCheckSeconds = 60
export const launchCheckSeconds = 10

type CheckContext = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>

/**
 * Asks the authority whether a live token is still active (RFC 7662) unless some process asked within `maxAgeSeconds`, and ends
 * it here when not, so that a revocation at the authority shows on every screen (AT-15).
 * When the authority does not let the facility in, no token of it serves until it does (see `watchRefusal`).
 * @throws AppError `authority.unavailable`, `authority.client_refused`; the token then stays as it is
 */
export async function checkVaultToken(
  context: CheckContext,
  tokenId: string,
  maxAgeSeconds: number,
  origin: RequestOrigin,
): Promise<void> {
  const token = await takeCheckIfDue(context.db, tokenId, maxAgeSeconds)
  if (token === null) return
  const { facilityId, staffKey } = token
  const credentials = await openAuthorityCredentials(context, facilityId)
  const accessToken = new TextDecoder().decode(context.keyring.open(token.sealedToken, vaultTokenPlace(tokenId)))
  const { active } = await watchRefusal(context, facilityId, origin, () =>
    context.authority.introspect(credentials, accessToken),
  )
  if (!active) await endRefusedToken(context, { vaultTokenId: tokenId, staffKey }, origin)
  await revokeEndedTokens(context, { facilityId, staffKey: null })
}

/** The same without waiting for it; a failure is logged and the next look at the token asks again. */
export function checkInBackground(
  context: CheckContext,
  tokenId: string,
  maxAgeSeconds: number,
  origin: RequestOrigin,
): void {
  if (underWay.has(tokenId)) return
  underWay.add(tokenId)
  checkVaultToken(context, tokenId, maxAgeSeconds, origin)
    .catch((error: unknown) => logger().warn({ tokenId, error: String(error) }, 'token not checked at the authority'))
    .finally(() => underWay.delete(tokenId))
}

/** Tokens this process is asking about. */
const underWay = new Set<string>()
