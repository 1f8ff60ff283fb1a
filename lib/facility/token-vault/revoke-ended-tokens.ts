import type { Id } from '@/lib/kernel/ids'
import { logger } from '@/lib/log/logger'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { vaultTokenPlace } from './vault-token'
import { listUnrevoked, markRevoked } from './vault-token.store'

const atOnce = 20

/**
 * Reports ended tokens to the authority that it may still consider active (RFC 7009), those of one staff member or of the facility.
 * Returns whether none is left; what failed is tried again with the next call for that facility.
 */
export async function revokeEndedTokens(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, staffKey }: { facilityId: string; staffKey: Id<'staff'> | null },
): Promise<boolean> {
  const tokens = await listUnrevoked(context.db, { facilityId, staffKey, limit: atOnce })
  if (tokens.length === 0) return true
  const credentials = await openAuthorityCredentials(context, facilityId)
  try {
    for (const { id, sealedToken } of tokens) {
      const accessToken = new TextDecoder().decode(context.keyring.open(sealedToken, vaultTokenPlace(id)))
      await context.authority.revoke(credentials, accessToken)
      await markRevoked(context.db, id)
    }
    return tokens.length < atOnce
  } catch (error) {
    logger().warn({ facilityId, error: String(error) }, 'revocation at the authority is still open')
    return false
  }
}
