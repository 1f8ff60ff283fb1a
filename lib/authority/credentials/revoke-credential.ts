import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { wantCrl } from '../certificate-authorities/crls/crl.store'
import { tryRefreshCrl } from '../certificate-authorities/crls/try-refresh-crl'
import type { CredentialContext } from '../credential-context'
import { recordEvent } from '../record-event'
import { destroyKey } from '../signing-keys/signing-key.store'
import type { RevocationReason } from './credential'
import { credentialError } from './credential.errors'
import { findCredential, revokeIfLive } from './credential.store'

/**
 * Revokes a certificate for good and destroys its private key in the same transaction (ETSI TS 119 431-1 DEL-6.3.2), then
 * publishes a CRL that says so. @returns whether the CRL is published already
 * @throws AppError `credential.unknown`, `credential.revoked`
 */
export async function revokeCredential(
  context: CredentialContext,
  input: { credentialId: string; reason: RevocationReason; actor?: string },
  origin: RequestOrigin,
): Promise<{ isPublished: boolean }> {
  const { db, keyring } = context
  const { credentialId, reason, actor = 'system' } = input
  const certificateAuthorityId = await db.transaction(async (tx) => {
    const revoked = await revokeIfLive(tx, credentialId, reason)
    if (revoked === null) {
      const isThere = (await findCredential(tx, credentialId)) !== null
      throw credentialError(isThere ? 'credential.revoked' : 'credential.unknown')
    }
    await destroyKey(tx, revoked.keyId)
    await wantCrl(tx, revoked.certificateAuthorityId)
    const details = { holder_id: revoked.holderId, key_id: revoked.keyId, reason }
    const event = { action: 'credential.revoke', outcome: 'success', actor, subject: credentialId } as const
    await recordEvent(tx, keyring, { ...event, origin, details })
    return revoked.certificateAuthorityId
  })
  return { isPublished: await tryRefreshCrl(context, certificateAuthorityId) }
}
