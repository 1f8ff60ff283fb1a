import type { Certificate } from '../certificate'
import { PROCESSED_EXTENSIONS } from '../certificate-extensions'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import type { PathQuestion } from './path'

type Report = (code: PkiFindingCode, detail?: string) => void

/** RFC 5280 §6.1.3 (a)(2), both ends included; ETSI EN 319 102-1 §5.2.6, §5.6.2.2 where the key was used before the time in question. */
export function judgeValidity(
  { notBefore, notAfter }: Certificate,
  { at, usedAt = at, isUsedBefore = false }: Pick<PathQuestion, 'at' | 'usedAt' | 'isUsedBefore'>,
  report: Report,
): void {
  if (usedAt < notBefore) report('certificate_not_yet_valid', notBefore.toISOString())
  if (usedAt > notAfter && !isUsedBefore) report('certificate_expired', notAfter.toISOString())
  else if (at > notAfter) report('certificate_expired_no_poe', notAfter.toISOString())
}

/** RFC 5280 §6.1.4 (k), (n). Certificates of version 1 and 2 issue nothing; anchors are `judgeAnchor`'s. */
export function judgeIssuer({ version, basicConstraints, keyUsage }: Certificate, report: Report): void {
  if (version !== 3) report('version_too_old')
  else if (!basicConstraints?.isCa) report('issuer_not_ca')
  if (keyUsage !== null && !keyUsage.has('keyCertSign')) report('key_cert_sign_missing')
}

/** RFC 5280 §6.1.4 (o), §6.1.5 (f); §4.2.1.4: critical policies are understood with their qualifiers, or not at all. */
export function judgeCriticalExtensions(
  { extensions, unknownPolicyQualifiers: [unknownQualifier] }: Certificate,
  handled: readonly string[],
  report: Report,
): void {
  const arePoliciesCritical = extensions.get(OID.certificatePolicies)?.isCritical === true
  if (arePoliciesCritical && unknownQualifier !== undefined) report('policy_qualifier_unknown', unknownQualifier)
  for (const { oid, isCritical } of extensions.values()) {
    if (isCritical && !PROCESSED_EXTENSIONS.has(oid) && !handled.includes(oid))
      report('critical_extension_unknown', oid)
  }
}

/** A CA that names purposes issues for these only: no clause of RFC 5280, but what every verifier in use does. */
export function judgeCaPurpose({ extendedKeyUsage }: Certificate, required: string | undefined, report: Report): void {
  if (required === undefined || extendedKeyUsage === null) return
  const isAllowed = extendedKeyUsage.includes(required) || extendedKeyUsage.includes(OID.anyExtendedKeyUsage)
  if (!isAllowed) report('extended_key_usage_missing', required)
}

/** What the question demands of the certificate itself; a missing keyUsage extension grants nothing here. */
export function judgePurpose(
  { keyUsage, extendedKeyUsage }: Certificate,
  question: PathQuestion,
  report: Report,
): void {
  for (const usage of question.requiredKeyUsage ?? []) if (!keyUsage?.has(usage)) report('key_usage_missing', usage)
  const purpose = question.requiredExtendedKeyUsage
  if (purpose !== undefined && !extendedKeyUsage?.includes(purpose)) report('extended_key_usage_missing', purpose)
}
