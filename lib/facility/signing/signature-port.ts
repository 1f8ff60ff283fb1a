import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SigningContext } from './signing-context'

/** With what a signer's documents are prepared. */
export type SignerCredential = {
  /** The port's name for the key. */
  credentialId: string
  /** The signer's certificate, DER. */
  certificate: Uint8Array
  /** OID of the signature algorithm. */
  signAlgorithm: string
}

export type SignatureRequest = {
  credential: Pick<SignerCredential, 'credentialId' | 'signAlgorithm'>
  /** SHA-256 digests, in the order in which the signatures come back. */
  hashes: readonly Uint8Array[]
  kind: DocumentKind
  /** The same key always comes with the same hashes: what was signed under it is not signed again. */
  idempotencyKey: string
  /** Aborted when the request belongs to another process by now, or the time is over. */
  signal: AbortSignal
}

/**
 * `refused`: nothing was signed and nothing will be under this key unless it is asked again; `reason` is for the log and the audit trail.
 * `in_doubt`: whether something was signed cannot be known, and no signature will ever come out of this key.
 */
export type SignatureOutcome =
  | { outcome: 'signed'; signatures: readonly Uint8Array[] }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'in_doubt' }

/**
 * One way to the signatures of one signer: the keys at an authority, or a card. It is not trusted: every document is verified before it
 * leaves. Calls may throw an AppError that says why there is no answer now; the same key may then be asked again.
 * `testing/signature-port-contract.ts` says what every way must do.
 */
export type SignaturePort = {
  /** How long `obtainSignatures` may take. The request stays reserved for as long. */
  readonly timeoutSeconds: number
  /** `null`: the signer has none that can sign. */
  findCredential(): Promise<SignerCredential | null>
  /** @throws the reason of `signal` once that is aborted */
  obtainSignatures(request: SignatureRequest): Promise<SignatureOutcome>
  /** What was found before is not to be used again: it did not serve. */
  forgetCredential(): void
}

/** Who is to sign: a staff member of a facility, and where. */
export type Signer = {
  facilityId: string
  staffKey: Id<'staff'>
  holderSubject: string | null
  staffCode: string
  terminalKey: Id<'terminal'> | null
  terminalCode: string | null
  hasReader: boolean
  methods: readonly string[]
  /** The sign-in that lets them sign; `null` where the way needs none. */
  vaultTokenId: string | null
  /** The subject of the certificate in whose name this staff member has signed until now, hashed. */
  knownSubject: Uint8Array | null
}

/** Where no terminal is known, only a sign-in that serves at every one counts. With `vaultTokenId` only that sign-in counts. */
export type SignerQuery = { facilityId: string; staffCode: string; terminalCode: string | null; vaultTokenId?: string }

/** Finds who is to sign and opens their way to signatures. @throws AppError where they may not sign this way now */
export type OpenSigner = (
  context: SigningContext,
  query: SignerQuery,
  origin: RequestOrigin,
) => Promise<{ signer: Signer; signatures: SignaturePort }>
