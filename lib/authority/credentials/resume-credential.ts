import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { wantCrl } from '../certificate-authorities/crls/crl.store'
import { tryRefreshCrl } from '../certificate-authorities/crls/try-refresh-crl'
import type { CredentialContext } from '../credential-context'
import { recordEvent } from '../record-event'
import { credentialError } from './credential.errors'
import { findCredential, resumeIfSuspended } from './credential.store'

/**
 * Takes a certificate off hold; the next CRL no longer names it.
 * @returns whether the CRL is published already
 * @throws AppError `credential.unknown`, `credential.not_suspended`
 */
export async function resumeCredential(
  context: CredentialContext,
  { credentialId, actor = 'system' }: { credentialId: string; actor?: string },
  origin: RequestOrigin,
): Promise<{ isPublished: boolean }> {
  const { db, keyring } = context
  const certificateAuthorityId = await db.transaction(async (tx) => {
    const resumed = await resumeIfSuspended(tx, credentialId)
    if (resumed === null) {
      const isThere = (await findCredential(tx, credentialId)) !== null
      throw credentialError(isThere ? 'credential.not_suspended' : 'credential.unknown')
    }
    await wantCrl(tx, resumed.certificateAuthorityId)
    const event = { action: 'credential.resume', outcome: 'success', actor, subject: credentialId, origin } as const
    await recordEvent(tx, keyring, { ...event, details: { holder_id: resumed.holderId } })
    return resumed.certificateAuthorityId
  })
  return { isPublished: await tryRefreshCrl(context, certificateAuthorityId) }
}
