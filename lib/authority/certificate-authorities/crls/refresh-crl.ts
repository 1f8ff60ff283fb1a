import type { CredentialContext } from '@/lib/authority/credential-context'
import { processOrigin } from '@/lib/authority/process-origin'
import { recordEvent } from '@/lib/authority/record-event'
import { newId } from '@/lib/kernel/ids'
import { type CrlReason, crlReasons, issueCrl } from '@/lib/pki/issuing/issue-crl'
import { findCertificateAuthority } from '../certificate-authority.store'
import { openCertificateAuthority } from '../certificate-authority-signer'
import { insertCrl, listRevoked, takeCrlNumber } from './crl.store'

/**
 * Issues and publishes a CRL (RFC 5280 §5) if one is due; safe to call at any time and from several processes.
 * @returns its number, or `null` when the published one is good
 * @throws KeystoreRefused, KeystoreInDoubt; AppError `signature.record_altered`
 */
export async function refreshCrl(context: CredentialContext, certificateAuthorityId: string): Promise<bigint | null> {
  const { db, keyring, settings } = context
  const certificateAuthority = await findCertificateAuthority(db, certificateAuthorityId)
  if (certificateAuthority === null) return null
  const { issuer, sign } = openCertificateAuthority(context, certificateAuthority)
  const taken = await db.transaction((tx) => takeCrlNumber(tx, certificateAuthorityId, settings.crlSeconds))
  if (taken === null) return null
  const revoked = await listRevoked(db, certificateAuthorityId, taken)
  const entries = revoked.map(({ serialNumber, revocationDate, reason }) => ({
    serialNumber,
    revocationDate,
    ...(isCrlReason(reason) ? { reason } : {}),
  }))
  const { number, thisUpdate, nextUpdate } = taken
  const der = await issueCrl({ issuer, crlNumber: Number(number), thisUpdate, nextUpdate, entries }, sign)
  await db.transaction(async (tx) => {
    await insertCrl(tx, { ...taken, id: newId('crl'), certificateAuthorityId, der })
    const details = { number: String(number), entries: entries.length, next_update: nextUpdate.toISOString() }
    const event = {
      action: 'crl.publish',
      outcome: 'success',
      actor: 'system',
      subject: certificateAuthorityId,
    } as const
    await recordEvent(tx, keyring, { ...event, origin: processOrigin, details })
  })
  return number
}

function isCrlReason(reason: string): reason is CrlReason {
  return Object.hasOwn(crlReasons, reason)
}
