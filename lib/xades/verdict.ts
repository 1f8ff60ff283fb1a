import type { Certificate } from '@/lib/pki/certificate'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { Finding } from './xades.findings'

/**
 * BES: signature only. T: at least one valid signature time-stamp. XL: certificate and revocation values embedded as well.
 * A: a valid archive time-stamp on top.
 */
export type SignatureLevel = 'BES' | 'T' | 'XL' | 'A'

/** Who signed, as the certificate has it; proven only when the signature's result is VALID. */
export type SignerFacts = {
  certificate: Certificate
  /** RFC 4514. */
  subject: string
  /** Lower-case hex. */
  serialNumber: string
  /** Roles of hcRole, as in the certificate. */
  roles: readonly string[]
}

export type SignatureVerdict = {
  kind: DocumentKind
  result: VerdictResult
  level: SignatureLevel
  signer: SignerFacts | null
  /** What the signer claims (SigningTime). */
  signingTime: Date | null
  /**
   * The moment at which the certificate was judged: that of the earliest valid time-stamp, else the one that the signature around it
   * proves, else the asked time.
   */
  baseTime: Date
  /** Places that this signature covers, as paths of elements; empty when it covers nothing that can be relied on. */
  covered: readonly string[]
  /** Canonical bytes of the covered document part; `null` unless the signature is VALID or INDETERMINATE. */
  signedBytes: Uint8Array<ArrayBuffer> | null
}

export type DocumentVerdict = {
  result: VerdictResult
  /** The finding that decides the result: the first INVALID one, else the first; `null` when VALID. */
  reason: Finding | null
  /** All that is wrong, in the order of the checks. */
  findings: readonly Finding[]
  kind: DocumentKind | null
  /** The outermost first. */
  signatures: readonly SignatureVerdict[]
  /**
   * The signed CSVs, taken from the canonical bytes that were signed: nothing else of the document may be shown or stored as
   * signed. `null` when the result is INVALID, or when the document has no such part.
   */
  signedContent: Readonly<Record<DocumentKind, Uint8Array<ArrayBuffer> | null>>
  /** Places that no signature covers, as paths of elements and attributes: an attacker may have changed their content. */
  unsigned: readonly string[]
}

/** The worst of the findings' results; VALID without findings. */
export function resultOf(findings: readonly Finding[]): VerdictResult {
  if (findings.some(({ result }) => result === 'INVALID')) return 'INVALID'
  return findings.length > 0 ? 'INDETERMINATE' : 'VALID'
}
