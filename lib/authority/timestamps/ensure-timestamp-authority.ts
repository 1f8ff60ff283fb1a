import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import { issueCertificate } from '@/lib/pki/issuing/issue-certificate'
import { timestampAuthorityTemplate } from '@/lib/pki/issuing/profiles'
import { findIssuingCertificateAuthority } from '../certificate-authorities/certificate-authority.store'
import { openCertificateAuthority } from '../certificate-authorities/certificate-authority-signer'
import { newSerialNumber } from '../certificate-authorities/new-serial-number'
import type { CredentialContext } from '../credential-context'
import { processOrigin } from '../process-origin'
import { recordEvent } from '../record-event'
import { keyOwnerOf } from '../signing-keys/key-owner'
import { insertAssignedKey } from '../signing-keys/signing-key.store'
import type { TimestampAuthority } from './timestamp-authority'
import { findTimestampAuthority, lockTimestampAuthority, replaceTimestampAuthority } from './timestamp-authority.store'

const dayMs = 86_400_000
const validDays = 1_825
/** A new certificate is made so long before the old one ends. */
const renewDays = 30
const algorithm = 'rsa-2048'

/**
 * The development time-stamp authority, made by the issuing authority when there is none or its certificate is about to end;
 * `null` when the test hierarchy is not asked for, or there is no issuing authority of it. Of several processes that make one at once, only
 * the first stores its own.
 * @throws KeystoreRefused, KeystoreInDoubt; AppError `signature.record_altered`
 */
export async function ensureTimestampAuthority(context: CredentialContext): Promise<TimestampAuthority | null> {
  const { db, keyring, settings } = context
  if (!settings.testHierarchy) return null
  const known = await findTimestampAuthority(db, renewDays)
  if (known !== null) return known
  const made = await makeTimestampAuthority(context)
  if (made === null) return null
  await db.transaction(async (tx) => {
    await lockTimestampAuthority(tx)
    if ((await findTimestampAuthority(tx, renewDays)) !== null) return
    const { id, key, notAfter } = made
    await insertAssignedKey(tx, key, keyBindingMac(keyring, { ...key, ...keyOwnerOf(id) }))
    await replaceTimestampAuthority(tx, { ...made, keyId: key.id })
    const event = { action: 'timestamp_authority.create', outcome: 'success', actor: 'system', subject: id } as const
    await recordEvent(tx, keyring, { ...event, origin: processOrigin, details: { not_after: notAfter.toISOString() } })
  })
  return findTimestampAuthority(db, 0)
}

async function makeTimestampAuthority(context: CredentialContext) {
  const { db, settings, signingKeystore } = context
  const authority = await findIssuingCertificateAuthority(db, { isTest: true })
  if (authority === null) return null
  const { issuer, sign } = openCertificateAuthority(context, authority)
  const key = { ...(await signingKeystore.generate(algorithm)), algorithm, id: newId('signingKey') } as const
  const now = Math.floor(Date.now() / 1_000) * 1_000
  const notAfter = new Date(now + validDays * dayMs)
  const template = timestampAuthorityTemplate(issuer, {
    serialNumber: newSerialNumber(),
    subject: [
      ['C', 'JP'],
      ['O', 'TEST - not HPKI'],
      ['CN', 'TEST time-stamp authority'],
    ],
    notBefore: new Date(now - dayMs),
    notAfter,
    publicKey: key.publicKey,
    crlUri: `${settings.authorityUrl}/crl/${authority.name}.crl`,
  })
  const certificate = await issueCertificate(template, sign)
  return { id: newId('timestampAuthority'), key, certificateAuthorityId: authority.id, certificate, notAfter }
}
