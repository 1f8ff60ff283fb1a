import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { auditEndedTokens } from './audit-ended-tokens'
import { revokeEndedTokens } from './revoke-ended-tokens'
import { vaultTokenPlace } from './vault-token'
import { endIfLive, takeCheckIfDue } from './vault-token.store'

/** How old the authority's last word may be when a status is read, and when a frame is opened. */
export const statusCheckSeconds = 60
export const launchCheckSeconds = 10

type CheckContext = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>

/**
 * Asks the authority whether a live token is still active (RFC 7662) unless some process asked within `maxAgeSeconds`, and ends
 * it here when not, so that a revocation at the authority shows on every screen (AT-15).
 * @throws AppError `authority.unavailable`; the token then stays as it is
 */
export async function checkVaultToken(
  context: CheckContext,
  tokenId: string,
  maxAgeSeconds: number,
  origin: RequestOrigin,
): Promise<void> {
  const token = await takeCheckIfDue(context.db, tokenId, maxAgeSeconds)
  if (token === null) return
  const { facilityId, staffId } = token
  const credentials = await openAuthorityCredentials(context, facilityId)
  const accessToken = new TextDecoder().decode(context.keyring.open(token.sealedToken, vaultTokenPlace(tokenId)))
  const { active } = await context.authority.introspect(credentials, accessToken)
  if (!active) {
    await context.db.transaction(async (tx) => {
      await lockForChange(tx, staffId)
      const ended = await endIfLive(tx, tokenId, 'revoked_at_authority')
      if (ended.length === 0) return
      await touchStaff(tx, staffId)
      await auditEndedTokens(tx, context.keyring, ended, { actor: 'system', origin })
    })
  }
  await revokeEndedTokens(context, { facilityId, staffId: null })
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
