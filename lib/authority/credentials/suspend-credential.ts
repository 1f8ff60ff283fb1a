import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { wantCrl } from '../certificate-authorities/crls/crl.store'
import { tryRefreshCrl } from '../certificate-authorities/crls/try-refresh-crl'
import type { CredentialContext } from '../credential-context'
import { recordEvent } from '../record-event'
import { credentialError } from './credential.errors'
import { findCredential, suspendIfActive } from './credential.store'

/**
 * Puts a certificate on hold: it signs nothing and the CRL names it (certificateHold) until it is resumed or revoked.
 * @returns whether the CRL is published already
 * @throws AppError `credential.unknown`, `credential.not_active`
 */
export async function suspendCredential(
  context: CredentialContext,
  { credentialId, actor = 'system' }: { credentialId: string; actor?: string },
  origin: RequestOrigin,
): Promise<{ isPublished: boolean }> {
  const { db, keyring } = context
  const certificateAuthorityId = await db.transaction(async (tx) => {
    const suspended = await suspendIfActive(tx, credentialId)
    if (suspended === null) {
      const isThere = (await findCredential(tx, credentialId)) !== null
      throw credentialError(isThere ? 'credential.not_active' : 'credential.unknown')
    }
    await wantCrl(tx, suspended.certificateAuthorityId)
    const event = { action: 'credential.suspend', outcome: 'success', actor, subject: credentialId, origin } as const
    await recordEvent(tx, keyring, { ...event, details: { holder_id: suspended.holderId } })
    return suspended.certificateAuthorityId
  })
  return { isPublished: await tryRefreshCrl(context, certificateAuthorityId) }
}
