import type { AttestationPolicy } from '@/lib/vocabulary/settings/attestation-policy'
import type { SyncedPasskeys } from '@/lib/vocabulary/settings/synced-passkeys'
import type { FidoMetadata } from './metadata/fido-metadata'
import type { Finding } from './webauthn.findings'

/** COSE algorithms Shomei offers and accepts: ES256 and RS256 (O4). */
export const offeredAlgorithms = [-7, -257] as const

export type CoseAlgorithm = (typeof offeredAlgorithms)[number]

/**
 * A transport as the client reported it: `internal`, `hybrid` …, or one that is not known here. It is kept and sent back as a
 * hint for the browser (WebAuthn L3 §7.1 step 26, §5.8.4) and never decides anything (R10).
 */
export type Transport = string

export type AuthenticatorAttachment = 'platform' | 'cross-platform'

/** What the authority allows to be registered. All of it is a setting of the authority, none of it comes from the client. */
export type RegistrationPolicy = {
  syncedPasskeys: SyncedPasskeys
  /** `none`: an unproven statement is a label. `wanted`: it is a warning. `required`: it is refused. Forged ones always are. */
  attestation: AttestationPolicy
  /** AAGUIDs in lower-case 8-4-4-4-12 form. Not empty: only these, and only when proven by a chain (AT-06). */
  allowedAaguids: readonly string[]
  /** DER certificates that attestation chains of any model may end in. */
  trustAnchorsDer: readonly Uint8Array[]
  /** Further anchors per model, and the models that must not be used any more. */
  metadata?: FidoMetadata
}

export type RegistrationExpectations = {
  /** The bytes sent in the options, at least 32 (O1). */
  challenge: Uint8Array
  /** Exact origins; from configuration, never from the request (O2). */
  origins: readonly string[]
  rpId: string
  algorithms: readonly CoseAlgorithm[]
  policy: RegistrationPolicy
  /** The moment at which certificates are judged. */
  at: Date
}

/** What has to be stored of an accepted registration. */
export type RegisteredCredential = {
  /** base64url without padding. */
  credentialId: string
  /** COSE_Key bytes. */
  publicKey: Uint8Array<ArrayBuffer>
  algorithm: CoseAlgorithm
  counter: number
  /** Claim of the client, at most 16 short ASCII texts, sorted; never an input to a decision (R10). */
  transports: Transport[]
  /** Claim of the client; never an input to a decision (R10). */
  authenticatorAttachment?: AuthenticatorAttachment
  backupEligible: boolean
  backedUp: boolean
  userVerified: boolean
  /** 8-4-4-4-12, lower case. A label unless `aaguidProven` (R8). */
  aaguid: string
  /** Its attestation ends in a configured anchor; otherwise the statement is a label. */
  attestationProven: boolean
  /** The AAGUID is covered by an attestation whose chain ends in a configured anchor. */
  aaguidProven: boolean
  /** As sent: at most 32 ASCII characters (RFC 8809). */
  attestationFormat: string
  attestationObject: Uint8Array<ArrayBuffer>
}

/**
 * A rejected answer. `malformed`: answer 400, never count a try. `signatureInvalid`: everything was well formed and the
 * signature was wrong. Neither: a rule forbids it, see `findings`.
 */
export type RejectedVerdict = {
  accepted: false
  malformed: boolean
  signatureInvalid: boolean
  findings: Finding[]
}

export type RegistrationVerdict =
  | { accepted: true; findings: Finding[]; credential: RegisteredCredential }
  | RejectedVerdict

/** The stored credential an assertion is judged against; looked up by (credential id, holder, active), never by id alone (A1). */
export type StoredCredential = {
  /** base64url without padding. */
  credentialId: string
  /** COSE_Key bytes. */
  publicKey: Uint8Array
  counter: number
  backupEligible: boolean
  backedUp: boolean
  /** base64url without padding: the `user.id` given at registration. */
  userHandle: string
}

export type AssertionExpectations = {
  challenge: Uint8Array
  origins: readonly string[]
  rpId: string
  /** Origins that may frame this page; empty where it is never framed, and then any framing is refused (A3). */
  topOrigins: readonly string[]
  /** True when no `allowCredentials` were sent: then the user handle must be present (A2). */
  discoverable: boolean
  /** Credential ids sent in this ceremony's `allowCredentials`; ignored when `discoverable`. */
  allowedCredentialIds: readonly string[]
}

export type AssertionVerdict =
  | {
      accepted: true
      findings: Finding[]
      newCounter: number
      /** BS as reported now: store it, audit a change against the record (A4). */
      backedUp: boolean
      /** `framed_unnamed`: the browser said cross-origin without naming the top origin (WebKit); record it (A3). */
      framing: 'top' | 'framed' | 'framed_unnamed'
      evidence: AssertionEvidence
    }
  | RejectedVerdict

/** The bytes that prove an assertion, as the client sent them. */
export type AssertionEvidence = {
  clientDataJSON: Uint8Array<ArrayBuffer>
  authenticatorData: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}
