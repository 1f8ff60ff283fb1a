import type { WrappedKey } from '@/lib/keystore/signing-keystore'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

/** Whether a credential signs now, judged by the database's clock: its own state first, then its certificate's dates. */
export type CredentialStatus = 'usable' | 'suspended' | 'revoked' | 'expired' | 'not_yet_valid' | 'key_destroyed'

/** A second certificate with its key, as signing reads it. */
export type SigningCredential = {
  id: string
  holderId: string
  /** hcRole of the certificate. */
  role: string
  status: CredentialStatus
  certificate: Uint8Array<ArrayBuffer>
  /** Hexadecimal, lower case. */
  serialNumber: string
  notBefore: Date
  notAfter: Date
  certificateAuthorityId: string
  algorithm: SigningKeyAlgorithm
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array<ArrayBuffer>
  /** `null` once the key is destroyed. */
  wrapped: WrappedKey | null
  bindingMac: Uint8Array<ArrayBuffer> | null
}
