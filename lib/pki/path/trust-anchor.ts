import type { Certificate } from '../certificate'
import { PROCESSED_EXTENSIONS } from '../certificate-extensions'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import { judgeCaPurpose } from './certificate-checks'
import type { PathQuestion, TrustAnchor } from './path'
import type { PolicyState } from './policy-processing'

type Report = (code: PkiFindingCode, detail?: string) => void

/**
 * What of an anchor may stop a path. RFC 5280 §6.1.1 (d): an anchor is a name and a key, so version, missing basicConstraints and
 * the signature of its certificate mean nothing. RFC 5937 §3.2: what its certificate says of itself limits it all the same: cA FALSE, a
 * keyUsage without keyCertSign, other purposes, critical extensions that are unknown here. Path length, names and policies are
 * initial inputs (see `judgePath`). Trust in it ends when the relying party says so, which is with its certificate by default.
 */
export function judgeAnchor(anchor: TrustAnchor, question: PathQuestion, report: Report): void {
  const { certificate } = anchor
  const { version, basicConstraints, keyUsage, extensions } = certificate
  judgeTrustPeriod(anchor, question, report)
  if (version === 3 && basicConstraints?.isCa === false) report('issuer_not_ca')
  if (keyUsage !== null && !keyUsage.has('keyCertSign')) report('key_cert_sign_missing')
  judgeCaPurpose(certificate, question.requiredExtendedKeyUsage, report)
  for (const { oid, isCritical } of extensions.values()) {
    if (isCritical && !PROCESSED_EXTENSIONS.has(oid)) report('critical_extension_unknown', oid)
  }
}

function judgeTrustPeriod(
  { certificate, trustedFrom, trustedUntil }: TrustAnchor,
  { at, usedAt = at }: PathQuestion,
  report: Report,
) {
  const from = trustedFrom ?? certificate.notBefore
  const until = trustedUntil ?? certificate.notAfter
  // NaN is neither before nor after anything: a period that cannot be compared is none.
  const isTrusted = from <= usedAt && at <= until
  if (!isTrusted) report('anchor_outside_trust_period', `${isoOf(from)}/${isoOf(until)}`)
}

/** RFC 5937 §3.2: the intersection of what the relying party takes and what the anchor's certificate names. */
export function anchorPolicies(
  { certificate, initialPolicies }: TrustAnchor,
  question: PathQuestion,
): readonly string[] {
  const wanted = initialPolicies ?? question.initialPolicies ?? [OID.anyPolicy]
  const { policies } = certificate
  if (policies === null || policies.includes(OID.anyPolicy)) return wanted
  return wanted.includes(OID.anyPolicy) ? policies : wanted.filter((policy) => policies.includes(policy))
}

/** RFC 5937 §3.2: policyConstraints and inhibitAnyPolicy of the anchor, with their skip counts from the anchor on. */
export function limitPolicies(state: PolicyState, { policyConstraints, inhibitAnyPolicy }: Certificate): void {
  state.explicitPolicy = Math.min(state.explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity)
  state.policyMapping = Math.min(state.policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
  state.inhibitAnyPolicy = Math.min(state.inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity)
}

function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString()
}
