import type { DocumentKind } from '@/lib/vocabulary/document-kind'

/** One authorisation to sign: everything but `revokedAt` is under its MAC. */
export type Activation = {
  id: string
  holderId: string
  credentialId: string
  facilityClientId: string
  accessTokenId: string
  certificateThumbprint: string | null
  documentKind: DocumentKind | null
  numSignatures: number
  createdAt: Date
  expiresAt: Date
}

/** Signature activation data as it is stored; `hashes` are SHA-256 values in the order of the authorisation. */
export type Sad = {
  id: string
  activationId: string
  handleHash: Uint8Array
  createdAt: Date
  expiresAt: Date
  hashes: readonly Uint8Array[]
}

/** How many signatures one authorisation and one request may be for. */
export const maxHashes = 1_000

/** An activation outlives its SADs, so that it can be extended, but never its token. */
export const activationSeconds = 3_600
