import type { KeystoreKind } from '@/lib/vocabulary/settings/keystore-kind'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

/** A private key (PKCS#8) that only its keystore can open. The caller that generated it stores it; a keystore holds no state. */
export type WrappedKey = {
  keystore: KeystoreKind
  /** Which wrapping key opens it: name, label or ARN, as the keystore's settings call it. */
  wrappingKeyId: string
  /** How it was wrapped, such as `aes-256-kwp` (RFC 5649). */
  mechanism: string
  wrapped: Uint8Array<ArrayBuffer>
}

export type SigningKey = {
  algorithm: SigningKeyAlgorithm
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  wrapped: WrappedKey
}

export type GeneratedKey = { publicKey: Uint8Array<ArrayBuffer>; wrapped: WrappedKey }

export type KeystoreHealth = {
  keystore: KeystoreKind
  isHealthy: boolean
  /** The wrapping key that new keys are wrapped under. */
  wrappingKeyId: string
  /** For the log only; names no secret. */
  detail: string | null
}

/** Where private keys live and sign. None of its methods returns or logs a private value. */
export type SigningKeystore = {
  kind: KeystoreKind
  /** The wrapping key that `generate` and `rewrap` use. */
  wrappingKeyId: string
  /** @throws KeystoreRefused */
  generate(algorithm: SigningKeyAlgorithm): Promise<GeneratedKey>
  /**
   * Signs SHA-256 digests, in order: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2), or ECDSA as DER ECDSA-Sig-Value (RFC 3279 §2.2.3). All
   * or nothing: a failure hands out no signature. The private key was compared with `publicKey` before it signs.
   * @throws KeystoreRefused nothing was signed. @throws KeystoreInDoubt the outcome is unknown: never ask for the same again.
   */
  sign(key: SigningKey, digests: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>[]>
  /**
   * The same key under the current wrapping key; the given one if it is that already.
   * @throws KeystoreRefused
   */
  rewrap(wrapped: WrappedKey): Promise<WrappedKey>
  health(): Promise<KeystoreHealth>
  close(): Promise<void>
}
