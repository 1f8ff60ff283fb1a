import { equalBytes } from '@/lib/kernel/bytes'
import { type Certificate, isSelfIssued } from '@/lib/pki/certificate'
import { readDer } from '@/lib/pki/der/read-der'
import { isSameName, parseName, toRfc4514 } from '@/lib/pki/name'
import type { PathQuestion, PathVerdict } from '@/lib/pki/path/path'
import { judgeSignature } from '@/lib/pki/path/signature-algorithm'
import { validatePath } from '@/lib/pki/path/validate-path'
import { leastPathEnd } from '../path-end'

/** What was asked for, and under which settings it is to issue. */
export type CertificateAuthorityWanted = {
  /** DER Name. */
  subject: Uint8Array
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  policy: string
  credentialDays: number
  at: Date
}

/** `findings`: code and what it is about, empty when it may issue. `above`: its issuer first, the root last. */
export type CertificateAuthorityVerdict = { findings: string[]; above: Certificate[] }

/**
 * Whether the first certificate is the one that was asked for and may issue under the policy; the others are all those above it, up to
 * one self-signed certificate, and none else. What relying parties will do with certificates below it is `judgeTrialCertificate`.
 */
export function judgeIssuedCertificateAuthority(
  certificates: readonly Certificate[],
  wanted: CertificateAuthorityWanted,
): CertificateAuthorityVerdict {
  const [certificate, ...others] = certificates
  if (certificate === undefined) return { findings: ['certificate_missing'], above: [] }
  const verdict = validatePath(certificateAuthorityQuestion(certificate, others, wanted))
  const above = verdict.result === 'VALID' ? verdict.path.slice(1) : []
  const findings = [
    ...judgeCertificate(certificate, others, wanted),
    ...(others.some(isRoot) ? [] : ['root_missing']),
    ...textsOf(verdict),
    ...(verdict.result === 'VALID' ? judgeRest(others, above) : []),
    ...judgeCrlSigners(above),
    ...judgeEnd([certificate, ...above], wanted),
  ]
  return { findings: [...new Set(findings)], above }
}

/** Codes of lib/pki with the certificate they are about. */
export function textsOf({ findings }: Pick<PathVerdict, 'findings'>): string[] {
  return findings.map(({ code, place }) => (place === undefined ? code : `${code} (${place.subject})`))
}

function certificateAuthorityQuestion(
  certificate: Certificate,
  others: readonly Certificate[],
  { policy, at }: CertificateAuthorityWanted,
): PathQuestion {
  return {
    certificate,
    intermediates: others.filter((each) => !isRoot(each)),
    anchors: others.filter(isRoot).map((root) => ({ certificate: root })),
    crls: [],
    revocation: 'none',
    at,
    initialPolicies: [policy],
    explicitPolicy: true,
  }
}

function judgeCertificate(
  { publicKey, subject, basicConstraints, keyUsage, subjectKeyId }: Certificate,
  others: readonly Certificate[],
  wanted: CertificateAuthorityWanted,
): string[] {
  const asked = parseName(readDer(wanted.subject))
  const faults = {
    other_key: !equalBytes(publicKey, wanted.publicKey),
    other_subject: !isSameName(subject, asked),
    subject_of_issuer: others.some((other) => isSameName(other.subject, subject)),
    not_a_ca: basicConstraints?.isCa !== true,
    key_cert_sign_missing: keyUsage?.has('keyCertSign') !== true,
    crl_sign_missing: keyUsage?.has('cRLSign') !== true,
    subject_key_identifier_missing: subjectKeyId === null || subjectKeyId.length === 0,
  }
  return Object.entries(faults).flatMap(([code, isWrong]) => (isWrong ? [code] : []))
}

/** The file must not contain a certificate that the path does not need, nor one twice. */
function judgeRest(others: readonly Certificate[], above: readonly Certificate[]): string[] {
  const rest = [...others]
  for (const { der } of above) {
    const place = rest.findIndex((each) => equalBytes(each.der, der))
    if (place !== -1) rest.splice(place, 1)
  }
  return rest.map(({ subject }) => `not_in_path (${toRfc4514(subject)})`)
}

/** Revocation of a certificate below could not be checked: its issuer's CRLs would not count. */
function judgeCrlSigners(above: readonly Certificate[]): string[] {
  return above
    .filter(({ keyUsage }) => keyUsage !== null && !keyUsage.has('cRLSign'))
    .map(({ subject }) => `crl_sign_missing (${toRfc4514(subject)})`)
}

/** Certificates below end with the first one above them. */
function judgeEnd(path: readonly Certificate[], { at, credentialDays }: CertificateAuthorityWanted): string[] {
  const least = leastPathEnd({ at, credentialDays })
  return path
    .filter(({ notAfter }) => notAfter < least && notAfter >= at)
    .map(({ subject, notAfter }) => `ends_too_soon (${toRfc4514(subject)}, ${notAfter.toISOString().slice(0, 10)})`)
}

function isRoot(certificate: Certificate): boolean {
  return isSelfIssued(certificate) && judgeSignature(certificate, certificate) === null
}
