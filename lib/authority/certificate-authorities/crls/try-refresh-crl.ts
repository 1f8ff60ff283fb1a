import type { CredentialContext } from '@/lib/authority/credential-context'
import { logger } from '@/lib/log/logger'
import { refreshCrl } from './refresh-crl'

/**
 * Publishes a change at once if that is possible. It has been committed already: when the keystore is away, the background work
 * publishes it later. @returns whether the change is published
 */
export async function tryRefreshCrl(context: CredentialContext, certificateAuthorityId: string): Promise<boolean> {
  try {
    await refreshCrl(context, certificateAuthorityId)
    return true
  } catch (error) {
    logger().error({ certificateAuthorityId, error: String(error) }, 'CRL not published')
    return false
  }
}
