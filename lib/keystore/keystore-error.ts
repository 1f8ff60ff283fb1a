/** Why a keystore refused. `unavailable` and `busy` may be tried again later, the others are findings for an operator. */
export type KeystoreRefusal =
  | 'unavailable'
  | 'busy'
  | 'configuration'
  | 'credentials'
  | 'unknown_wrapping_key'
  | 'unopenable'
  | 'key_mismatch'
  | 'invalid_digest'

/** Definite: nothing was signed and nothing left the keystore. */
export class KeystoreRefused extends Error {
  override readonly name = 'KeystoreRefused'
  readonly refusal: KeystoreRefusal

  /** `detail` is for the log: codes and names, no key, digest, PIN or signature. */
  constructor(refusal: KeystoreRefusal, detail: string) {
    super(`${refusal}: ${detail}`)
    this.refusal = refusal
  }
}

/** The signing call was issued and its outcome is unknown: a signature may exist. Never sign the same again. */
export class KeystoreInDoubt extends Error {
  override readonly name = 'KeystoreInDoubt'

  /** `detail` is for the log: codes and names only. */
  constructor(detail: string) {
    super(`in doubt: ${detail}`)
  }
}
