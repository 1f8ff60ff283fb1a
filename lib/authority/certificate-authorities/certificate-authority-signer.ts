import { createHash } from 'node:crypto'
import { matchesKeyBinding } from '@/lib/keystore/key-binding'
import type { Keyring } from '@/lib/keystore/keyring'
import type { SigningKey, SigningKeystore } from '@/lib/keystore/signing-keystore'
import { parseCertificate } from '@/lib/pki/certificate'
import { issuerOf } from '@/lib/pki/issuing/issuer-of'
import type { Issuer } from '@/lib/pki/issuing/profiles'
import type { Signer } from '@/lib/pki/issuing/signature-algorithm'
import { signatureError } from '../signatures/signature.errors'
import { keyOwnerOf } from '../signing-keys/key-owner'
import type { CertificateAuthority } from './certificate-authority'

/** Signs bytes with SHA-256 through the keystore, as lib/pki/issuing wants it. @throws KeystoreRefused, KeystoreInDoubt */
export function signerOf(keystore: Pick<SigningKeystore, 'sign'>, key: SigningKey): Signer {
  return async (toBeSigned) => {
    const [signature] = await keystore.sign(key, [createHash('sha256').update(toBeSigned).digest()])
    if (signature === undefined) throw new Error('the keystore answered no signature')
    return signature
  }
}

/**
 * A certificate authority ready to issue: its names for the templates, and its key.
 * @throws AppError `signature.record_altered` when the stored key is not the one that was bound to it.
 */
export function openCertificateAuthority(
  {
    keyring,
    signingKeystore,
  }: { keyring: Pick<Keyring, 'bindingMac'>; signingKeystore: Pick<SigningKeystore, 'sign'> },
  certificateAuthority: CertificateAuthority,
): { issuer: Issuer; sign: Signer } {
  const { id, key, bindingMac, certificate } = certificateAuthority
  if (!matchesKeyBinding(keyring, { ...key, ...keyOwnerOf(id) }, bindingMac)) {
    throw signatureError('signature.record_altered', { detail: `key of ${id}` })
  }
  return { issuer: issuerOf(parseCertificate(certificate)), sign: signerOf(signingKeystore, key) }
}
