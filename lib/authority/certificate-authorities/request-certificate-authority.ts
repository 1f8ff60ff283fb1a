import type { Transaction } from '@/lib/db/database'
import { equalBytes } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import { readDer } from '@/lib/pki/der/read-der'
import { certificateRequest } from '@/lib/pki/issuing/certificate-request'
import { basicConstraints, certificatePolicies, keyUsage, subjectKeyIdentifier } from '@/lib/pki/issuing/extensions'
import { parseName, toRfc4514 } from '@/lib/pki/name'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { CredentialContext } from '../credential-context'
import { recordEvent, recordingRefusals } from '../record-event'
import { keyOwnerOf } from '../signing-keys/key-owner'
import { insertAssignedKey } from '../signing-keys/signing-key.store'
import { certificateAuthorityError } from './certificate-authority.errors'
import { findTakenName, lockCertificateAuthorities } from './certificate-authority.store'
import { type CertificateAuthorityRequest, requireKeyOfRequest } from './certificate-authority-request'
import {
  findCertificateAuthorityRequest,
  insertCertificateAuthorityRequest,
} from './certificate-authority-request.store'
import { signerOf } from './certificate-authority-signer'
import { findTakenSubject } from './find-taken-subject'
import { requireCertificateAuthorityName } from './names/authority-name'
import { parseSubject } from './names/parse-subject'

export type RequestInput = {
  name: string
  /** Attributes such as `C=JP`, in the order of the name. */
  subject: readonly string[]
  algorithm?: SigningKeyAlgorithm
  actor?: string
}

/**
 * Makes the key of a real issuing certificate authority in the keystore and asks for its certificate: a PKCS#10 request (DER).
 * The same name and subject again: a request for the same key.
 * @throws AppError `certificate_authority.test_hierarchy`, `.name_invalid`, `.subject_invalid`, `.name_taken`, `.subject_taken` (two
 *   authorities of one name would answer for each other's CRLs), `signature.record_altered`; KeystoreRefused, KeystoreInDoubt
 */
export async function requestCertificateAuthority(
  context: CredentialContext,
  input: RequestInput,
  origin: RequestOrigin,
): Promise<Uint8Array<ArrayBuffer>> {
  const { db, keyring, settings } = context
  const name = requireCertificateAuthorityName(input.name)
  const subject = parseSubject(input.subject)
  const { actor = 'system' } = input
  const event = { action: 'certificate_authority.request', actor, subject: name, origin } as const
  return recordingRefusals(context, event, async () => {
    if (settings.testHierarchy) throw certificateAuthorityError('certificate_authority.test_hierarchy')
    const known = await findCertificateAuthorityRequest(db, name)
    const request = known ?? (await storeRequest(context, { name, subject, algorithm: input.algorithm ?? 'rsa-2048' }))
    if (!isRepeated(request, subject, input.algorithm))
      throw certificateAuthorityError('certificate_authority.name_taken')
    const der = await signRequest(context, request)
    await db.transaction((tx) => {
      const details = { name, subject: textOf(subject), algorithm: request.key.algorithm, repeated: known !== null }
      return recordEvent(tx, keyring, { ...event, subject: request.id, outcome: 'success', details })
    })
    return der
  })
}

function isRepeated(
  { subject: known, installedAt, key }: CertificateAuthorityRequest,
  subject: Uint8Array,
  algorithm: SigningKeyAlgorithm | undefined,
): boolean {
  return installedAt === null && equalBytes(known, subject) && (algorithm ?? key.algorithm) === key.algorithm
}

/** Stores a key and what it is for; or answers what somebody else stored under that name meanwhile. */
async function storeRequest(
  { db, keyring, signingKeystore }: CredentialContext,
  { name, subject, algorithm }: { name: string; subject: Uint8Array; algorithm: SigningKeyAlgorithm },
): Promise<CertificateAuthorityRequest> {
  await db.transaction((tx) => requireFree(tx, name, subject))
  const key = { ...(await signingKeystore.generate(algorithm)), algorithm, id: newId('signingKey') }
  const id = newId('certificateAuthority')
  await db.transaction(async (tx) => {
    await lockCertificateAuthorities(tx)
    if ((await findCertificateAuthorityRequest(tx, name)) !== null) return
    await requireFree(tx, name, subject)
    await insertAssignedKey(tx, key, keyBindingMac(keyring, { ...key, ...keyOwnerOf(id) }))
    await insertCertificateAuthorityRequest(tx, { id, name, subject, keyId: key.id })
  })
  const stored = await findCertificateAuthorityRequest(db, name)
  if (stored === null) throw new Error('the request is not there')
  return stored
}

async function requireFree(tx: Transaction, name: string, subject: Uint8Array) {
  if ((await findTakenName(tx, [name])) !== null) throw certificateAuthorityError('certificate_authority.name_taken')
  const taken = await findTakenSubject(tx, [nameOf(subject)], { above: true })
  if (taken !== null) throw certificateAuthorityError('certificate_authority.subject_taken')
}

/** Asks for what installing demands of the certificate. */
function signRequest(
  { keyring, settings, signingKeystore }: CredentialContext,
  request: CertificateAuthorityRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = requireKeyOfRequest(keyring, request)
  const { publicKey, algorithm } = key
  const extensions = [
    basicConstraints(0),
    keyUsage('keyCertSign', 'cRLSign'),
    subjectKeyIdentifier(publicKey),
    certificatePolicies([settings.credentialPolicy]),
  ]
  const signatureAlgorithm = algorithm === 'rsa-2048' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256'
  const template = { subject: request.subject, publicKey, signatureAlgorithm, extensions } as const
  return certificateRequest(template, signerOf(signingKeystore, key))
}

function nameOf(der: Uint8Array) {
  return parseName(readDer(der))
}

function textOf(der: Uint8Array): string {
  return toRfc4514(nameOf(der))
}
