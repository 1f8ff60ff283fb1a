import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { Certificate } from '../certificate'
import type { KeyUsage } from '../certificate-extensions'
import type { Crl } from '../crl'
import type { CrlEntry } from '../crl-entries'
import type { PkiFinding } from '../pki.findings'
import type { ValidationBudget } from './validation-budget'

/**
 * A name and a key that are trusted because the settings say so (RFC 5280 §6.1.1 (d)), written as a certificate, with the policies
 * acceptable under it. The limits that the certificate contains are enforced too (RFC 5937; see `judgeAnchor`).
 */
export type TrustAnchor = {
  certificate: Certificate
  /** Overrides of the question's own, for this anchor. */
  initialPolicies?: readonly string[]
  explicitPolicy?: boolean
  /** When the relying party trusts it, both ends included; the validity of its certificate by default. */
  trustedFrom?: Date
  trustedUntil?: Date
}

/** What an OCSP answer, already verified by who hands it in, says about one certificate. */
export type OcspAnswer =
  | { status: 'good'; thisUpdate: Date }
  | { status: 'unknown'; thisUpdate: Date }
  | { status: 'revoked'; thisUpdate: Date; revokedAt: Date; reason: CrlEntry['reason'] }
  | { status: 'suspended'; thisUpdate: Date; revokedAt: Date }

/**
 * Finds the verified OCSP answer about a certificate at a time; `null` when there is none. It must have judged signature,
 * responder, certID and freshness, and answer the same question alike for as long as one verification is in use. It is asked only
 * about certificates whose signature leads to an anchor, and below no anchor or CA that has ended.
 */
export type FindOcspAnswer = (question: {
  certificate: Certificate
  issuer: Certificate
  at: Date
}) => OcspAnswer | null

export type PathQuestion = {
  certificate: Certificate
  /** Candidates, never trusted: order and duplicates do not matter. */
  intermediates: readonly Certificate[]
  anchors: readonly TrustAnchor[]
  crls: readonly Crl[]
  ocsp?: FindOcspAnswer
  /** The time the question is about; there is no clock here. */
  at: Date
  /** When the question is asked, `at` by default: revocation data issued between the two apply to `at` as well. */
  validationTime?: Date
  /**
   * When the key was used, `at` by default and never after it. The path is judged at `at`, to which what was made with the key is known
   * to have existed; it has to be valid at this time too. Ended in between is `certificate_expired_no_poe`.
   */
  usedAt?: Date
  /** Whether the key was used at an unknown time up to `at`: what ended before it may have been good then. */
  isUsedBefore?: boolean
  /**
   * When a CRL is known to have existed, `validationTime` by default. A CRL whose signer had ended by then, or had lost its key, may have
   * been made afterwards: that a certificate is missing in it proves nothing (ETSI EN 319 102-1 §5.6.2.2).
   */
  crlProvenAt?: (crl: Crl) => Date
  /** user-initial-policy-set (RFC 5280 §6.1.1 (c)); any policy by default. */
  initialPolicies?: readonly string[]
  /** initial-explicit-policy (RFC 5280 §6.1.1 (f)). */
  explicitPolicy?: boolean
  /** initial-policy-mapping-inhibit (RFC 5280 §6.1.1 (e)). */
  inhibitPolicyMapping?: boolean
  /** initial-any-policy-inhibit (RFC 5280 §6.1.1 (g)). */
  inhibitAnyPolicy?: boolean
  /** `required`: every certificate below the anchor needs usable revocation data, else INDETERMINATE. */
  revocation: 'required' | 'none'
  /** How long after nextUpdate a CRL is still taken, in seconds; 0 by default. */
  crlGraceSeconds?: number
  /** How old (from thisUpdate) a CRL may be at `at`, in seconds; nextUpdate alone decides by default. */
  maxCrlAgeSeconds?: number
  /** How far in the future a thisUpdate may lie, in seconds, because clocks differ; 300 by default. */
  clockSkewSeconds?: number
  /**
   * Whether a revocation for another reason than affiliationChanged, superseded or cessationOfOperation holds for the time before it
   * as well: for keys that vouch for times (RFC 3161 §4), whose thief writes the time he likes. False by default.
   */
  isCompromiseRetroactive?: boolean
  /** Bits that the certificate itself must have in a keyUsage extension. */
  requiredKeyUsage?: readonly KeyUsage[]
  /** A purpose that the certificate itself must name, and that no CA above it may exclude. */
  requiredExtendedKeyUsage?: string
  /** What this question and the others that name the same one may cost together; a budget of its own by default. */
  budget?: ValidationBudget
  /** Critical extensions of the certificate itself that the caller judges. */
  handledCriticalExtensions?: readonly string[]
}

export type PathVerdict = {
  result: VerdictResult
  /** Empty exactly when VALID. */
  findings: PkiFinding[]
  /** The judged path, the certificate first, the anchor last; only the certificate when no path was found. */
  path: Certificate[]
  /** user-constrained-policy-set: the policies under which the path is valid; empty unless VALID. */
  policies: string[]
}

/** A path in the order of RFC 5280 §6.1: `certificates[0]` was issued by the anchor, the last is the one asked about. */
export type CandidatePath = { anchor: TrustAnchor; certificates: readonly Certificate[] }
