import { matchesKeyBinding } from '@/lib/keystore/key-binding'
import type { Keyring } from '@/lib/keystore/keyring'
import type { SigningKey } from '@/lib/keystore/signing-keystore'
import { parseCertificate } from '@/lib/pki/certificate'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { signatureError } from '../signature.errors'
import { documentKindOf } from './document-kind'
import type { SigningCredential } from './signing-credential'

/**
 * The gate before every signature: the credential is there, active and within its validity, its role may sign that kind of
 * document, and its key is the one that was bound to it. Returns the key to sign with.
 * @throws AppError `signature.credential_unknown`, `signature.credential_disabled`, `signature.certificate_expired`,
 *   `signature.document_kind_unfit`, `signature.record_altered`
 */
export function requireSigningKey(
  keyring: Pick<Keyring, 'bindingMac'>,
  credential: SigningCredential | null,
  documentKind: DocumentKind | null,
): SigningKey {
  if (credential === null) throw signatureError('signature.credential_unknown')
  const { status, id, holderId, algorithm, publicKey, wrapped, bindingMac } = credential
  if (status === 'expired') {
    throw signatureError('signature.certificate_expired', {
      detail: id,
      params: { subject: describeSubject(credential) },
    })
  }
  if (status !== 'usable' || wrapped === null || bindingMac === null) {
    throw signatureError('signature.credential_disabled', { detail: status })
  }
  requireDocumentKind(credential.role, documentKind)
  const key = { algorithm, publicKey, wrapped }
  if (!matchesKeyBinding(keyring, { ...key, credentialId: id, holderId }, bindingMac)) {
    throw signatureError('signature.record_altered', { detail: `key of ${id}` })
  }
  return key
}

/** `O=…,CN=…`, as the CSC API names an expired certificate. */
function describeSubject({ certificate }: SigningCredential): string {
  const attributes = parseCertificate(certificate).subject.rdns.flat()
  const textOf = (type: string) => attributes.find((attribute) => attribute.type === type)?.text ?? ''
  return `O=${textOf('2.5.4.10')},CN=${textOf('2.5.4.3')}`
}

/** @throws AppError `signature.document_kind_unfit` */
function requireDocumentKind(role: string, documentKind: DocumentKind | null): void {
  if (documentKind === null || documentKindOf(role) === documentKind) return
  throw signatureError('signature.document_kind_unfit', { detail: `${role} for ${documentKind}` })
}
