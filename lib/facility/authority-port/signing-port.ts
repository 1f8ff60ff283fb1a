import type { DocumentKind } from '@/lib/vocabulary/document-kind'

/** A holder's second certificate at the authority, as far as its owner's bearer shows it. */
export type SigningCredential = {
  credentialId: string
  /** Leaf, DER. */
  certificate: Uint8Array<ArrayBuffer>
  /** The certificates above it, as sent by the authority, DER. */
  chain: readonly Uint8Array<ArrayBuffer>[]
  /** OID of the signature algorithm to ask for. */
  signAlgorithm: string
}

/** `token_refused`: the bearer is not good (any more). */
export type CredentialOutcome =
  | { outcome: 'found'; credential: SigningCredential }
  | { outcome: 'none' }
  | { outcome: 'token_refused' }

/** A daily token and the client that it was issued to: over mutual TLS it counts with that client's certificate only (RFC 8705 §3). */
export type BoundToken = { clientId: string; accessToken: string }

export type SignHashesRequest = BoundToken & {
  credential: Pick<SigningCredential, 'credentialId' | 'signAlgorithm'>
  /** SHA-256 digests, in the order in which the signatures come back. */
  hashes: readonly Uint8Array[]
  kind: DocumentKind
  /** The same key with the same hashes is signed once, whatever happens between. */
  idempotencyKey: string
}

/**
 * `refused`: the authority will not sign this and has signed nothing; `reason` is its text of the CSC standard. `in_doubt`: whether
 * something was signed cannot be known any more, and no signature will ever come out of this key.
 */
export type SignHashesOutcome =
  | { outcome: 'signed'; signatures: readonly Uint8Array<ArrayBuffer>[] }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'in_doubt' }
  | { outcome: 'token_refused' }

/** The remote signing of an authority (CSC API v2). Every call may throw `authority.unavailable`: ask again with the same key. */
export type SigningPort = {
  findCredential(token: BoundToken): Promise<CredentialOutcome>
  signHashes(request: SignHashesRequest): Promise<SignHashesOutcome>
}
