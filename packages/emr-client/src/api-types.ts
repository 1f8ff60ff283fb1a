/**
 * Written by `npm run generate` from the OpenAPI document of the EMR API. Do not edit.
 */

export type CompatSignRequest = {
  token: string
  /** CSV in UTF-8, base64 */
  csvData: string
}

export type CompatSigned = {
  isSuccess: true
  /** Signed XML, base64 */
  signedXmlData: string
}

export type CompatToken = {
  result: true
  /** An opaque handle of this portal, good for 10 minutes; never the authority’s token */
  source: string
}

export type DispensingSignRequest = {
  staff_id: string
  terminal_id: string
  /** Signed XML, base64 */
  signed_prescription: string
  /** CSV in UTF-8, base64 */
  document: string
}

export type DocumentFinding = {
  code: string
  severity: 'error' | 'warning'
  line: number | null
  record: number | null
  /** Field after the record number, from 1; 0 is the number itself */
  position: number | null
  field: string | null
  /** First day on which the national service refuses this; null where no such day is published */
  refused_from: string | null
  /** What the facility’s master file has in this place; null without one */
  expected: string | null
  /** Place, fault and date for the person who puts it right; follows Accept-Language */
  text: string
}

export type DocumentVerdict = {
  result: 'VALID' | 'INVALID' | 'INDETERMINATE'
  /** Page that explains it */
  type: string
  /** Follows Accept-Language, as do all texts */
  title: string
  detail: string
  /** What the reader, such as a pharmacist, does next */
  next_step: string
  /** In the order of the checks, at most 100 */
  findings: VerdictFinding[]
  /** How many more there are. The one that decides is never left off */
  findings_left_off: number
  kind: 'prescription' | 'dispensing' | null
  signatures: SignatureVerdict[]
  /** The signed CSVs, base64: nothing else of the document may be shown as signed */
  signed_content: {
    prescription: string | null
    dispensing: string | null
  }
  /** Places that no signature covers */
  unsigned: string[]
}

export type DocumentVerifyRequest = {
  /** Signed XML, base64 */
  document: string
}

export type EmrToken = {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
}

export type EmrTokenRequest = {
  client_id?: string
  /** RFC 6749 §2.3.1; taken where Basic is, refused elsewhere */
  client_secret?: string
  client_assertion_type?: string
  /** JWT of RFC 7523 §3 */
  client_assertion?: string
  /** `client_credentials` */
  grant_type: string
  scope?: string
}

export type Launch = {
  ticket: string
  expires_in: number
  frame_url: string
}

export type LaunchRequest = {
  staff_id: string
  terminal_id: string
  parent_origin: string
  purpose?: 'sign_in' | 'badge'
}

export type OAuthError = {
  error: string
  error_description?: string
  error_uri?: string
  reason?: 'clock_skew' | 'assertion'
}

export type PrescriptionBatchRequest = {
  staff_id: string
  terminal_id: string
  documents: string[]
}

export type PrescriptionCheck = {
  /** No error was found: the check before signing would pass */
  valid: boolean
  /** SHA-256 of the CSV as it arrived, base64 */
  digest: string
  /** Errors keep it from being signed, warnings do not; at most 100, errors first */
  findings: DocumentFinding[]
}

export type PrescriptionSignRequest = {
  staff_id: string
  terminal_id: string
  /** CSV in UTF-8, base64 */
  document: string
  /** Everything up to the signature, and no signature: nothing is kept, and the Idempotency-Key stays free for the request that signs */
  dry_run?: boolean
}

export type PrescriptionValidateRequest = {
  /** CSV in UTF-8, base64 */
  document: string
}

export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  next_step?: string
  request_id: string
  params?: Record<string, string | number>
  /** Decide on `reason`; `message` is for people, where there is one */
  invalid_params?: {
    name: string
    reason: string
    message?: string
  }[]
  retry_after?: number
  /** The sign-in to open: `POST /api/emr/v1/launches` with these, then `Shomei.ensureSignedIn` */
  sign_in?: {
    staff_id: string
    terminal_id: string | null
    status: string
    purpose: 'sign_in'
  }
  /** What can be done instead, best first */
  ways_on?: {
    way: string
    text: string
  }[]
}

export type RecordedRequest = {
  request_id: string
  at: string
  method: string
  /** Template of the address */
  path: string
  status: number
  code: string | null
  /** Names of refused fields */
  fields: string[]
  duration_ms: number
}

export type RehearsalSigner = {
  /** Name in the certificate, RFC 4514 */
  subject: string
  roles: string[]
  not_before: string
  not_after: string
  period: 'not_yet_valid' | 'valid' | 'expired'
  /** Certificate, DER in base64 */
  certificate: string
}

export type SignInStatus = {
  staff_id: string
  status: 'signed_in' | 'expiring' | 'sign_in_required' | 'not_registered' | 'locked'
  method: 'fido' | 'hpki_card' | 'my_number_card' | null
  signed_in_at: string | null
  expires_at: string | null
  remaining_seconds: number
  /** Terminal at which the sign-in took place */
  terminal_id: string | null
  /** Grows with every change; ignore anything older than what you have */
  version: number
  server_time: string
}

export type SignInStatuses = {
  statuses: SignInStatus[]
  server_time: string
  cursor: string
}

export type SignOut = {
  signed_out: boolean
  revoked_at_authority: boolean
}

export type SignatureVerdict = {
  kind: 'prescription' | 'dispensing'
  result: 'VALID' | 'INVALID' | 'INDETERMINATE'
  level: 'BES' | 'T' | 'XL' | 'A'
  signer: SignerFacts | null
  signing_time: string | null
  base_time: string
  covered: string[]
}

export type SignedBatch = {
  results: {
    outcome: 'signed'
    /** Signed XML, base64 */
    signed_document: string
    signature_level: string
    signed_at: string
    /** Signer’s certificate, DER in base64 */
    certificate: string
    warnings: DocumentFinding[]
  } | {
    outcome: 'refused'
    findings: DocumentFinding[]
  }[]
}

export type SignedDocument = {
  /** Signed XML, base64 */
  signed_document: string
  signature_level: string
  signed_at: string
  /** Signer’s certificate, DER in base64 */
  certificate: string
  warnings: DocumentFinding[]
}

export type SignerFacts = {
  subject: string
  serial_number: string
  roles: string[]
  certificate: string
}

export type SigningRehearsal = {
  dry_run: true
  /** SHA-256 of the CSV as it arrived, base64 */
  digest: string
  warnings: DocumentFinding[]
  sign_in: {
    staff_id: string
    terminal_id: string | null
    status: 'signed_in' | 'expiring' | 'sign_in_required' | 'not_registered' | 'locked'
  }
  /** The certificate that would sign; null without a valid sign-in, as only that opens it */
  signer: RehearsalSigner | null
}

export type TestSignInRequest = {
  staff_id: string
  terminal_id: string
}

export type VerdictFinding = {
  /** From the closed list in docs/findings.md */
  code: string
  /** Page that explains it */
  type: string
  /** Follows Accept-Language, as do all texts */
  title: string
  detail: string
  /** What the reader, such as a pharmacist, does next */
  next_step: string
  result: 'INVALID' | 'INDETERMINATE'
  /** Sub-indication of ETSI EN 319 102-1 */
  indication: string
  rule: string
  /** Standard and clause; `Shomei V…` is a rule of ours */
  clause: string
  signature?: 'prescription' | 'dispensing'
  place?: string
  /** What stands behind it, about a certificate or a time-stamp */
  cause?: string
  cause_type?: string
  cause_title?: string
  cause_clause?: string
}
