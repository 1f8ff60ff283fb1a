import type { Finding } from './webauthn.findings'

/** COSE algorithms Shomei offers and accepts: ES256 and RS256 (O4). */
export const offeredAlgorithms = [-7, -257] as const

export type CoseAlgorithm = (typeof offeredAlgorithms)[number]

/** Transports the standard knows. Anything else a client claims is dropped (R10). */
export const knownTransports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

export type Transport = (typeof knownTransports)[number]

export type AuthenticatorAttachment = 'platform' | 'cross-platform'

export type AttestationFormat = 'none' | 'packed' | 'android-key' | 'apple' | 'tpm' | 'fido-u2f' | 'android-safetynet'

/** `entries` of a FIDO Metadata Service BLOB payload, as far as they are read here; certificates are base64 DER. */
export type FidoMetadata = {
  entries: readonly {
    aaguid?: string
    metadataStatement?: { attestationRootCertificates: readonly string[] }
    statusReports?: readonly { status: string }[]
  }[]
}

/** What the authority allows to be registered. All of it is a setting of the authority, none of it comes from the client. */
export type RegistrationPolicy = {
  syncedPasskeys: 'allow' | 'warn' | 'deny'
  /** `none`: the statement is a label. `wanted`: unproven is a warning. `required`: unproven is refused. */
  attestation: 'none' | 'wanted' | 'required'
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
  /** Claim of the client, known values only; never an input to a decision (R10). */
  transports: Transport[]
  /** Claim of the client; never an input to a decision (R10). */
  authenticatorAttachment?: AuthenticatorAttachment
  backupEligible: boolean
  backedUp: boolean
  userVerified: boolean
  /** 8-4-4-4-12, lower case. A label unless `aaguidProven` (R8). */
  aaguid: string
  /** The AAGUID is covered by an attestation whose chain ends in a configured anchor. */
  aaguidProven: boolean
  attestationFormat: AttestationFormat
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
