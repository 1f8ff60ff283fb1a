import { type Certificate, isSelfIssued } from '../certificate'
import { PROCESSED_EXTENSIONS } from '../certificate-extensions'
import { isSameName } from '../name'
import { type PkiFinding, type PkiFindingCode, pkiFinding } from '../pki.findings'
import { OID } from '../pki.oids'
import { addNameConstraints, judgeNames, startNameConstraints } from './name-constraints'
import type { CandidatePath, PathQuestion } from './path'
import { placeOf } from './place-of'
import { preparePolicies, processPolicies, startPolicies, wrapUpPolicies } from './policy-processing'
import { PolicyTreeTooLarge } from './policy-tree'
import { judgeKey, judgeSignature } from './signature-algorithm'

/** Judges one certificate's revocation; asked only where everything above it and its own signature are in order. */
export type JudgeRevocation = (subject: {
  certificate: Certificate
  issuer: Certificate
  index: number
}) => PkiFinding[]

/**
 * RFC 5280 §6.1 for one path, all findings at once. Revocation (§6.1.3 (a)(3)) is the caller's.
 * @returns the findings and the user-constrained-policy-set
 */
export function judgePath(
  { anchor, certificates }: CandidatePath,
  question: PathQuestion,
  judgeRevocation: JudgeRevocation,
): { findings: PkiFinding[]; policies: string[] } {
  const findings: PkiFinding[] = []
  const length = certificates.length
  const place = (index: number, certificate: Certificate) => placeOf(certificate, index)
  const report = (code: PkiFindingCode | null, certificate: Certificate, index: number, detail?: string) => {
    if (code !== null)
      findings.push(pkiFinding(code, { place: place(index, certificate), ...(detail ? { detail } : {}) }))
  }
  const policies = startPolicies(length, { ...question, ...anchor })
  const names = startNameConstraints()
  let pathLength = length
  let issuer = anchor.certificate

  // RFC 5937: what the anchor's own certificate restricts.
  judgeValidity(issuer, question.at, (code) => report(code, issuer, length))
  judgeIssuer(issuer, (code) => report(code, issuer, length))
  addNameConstraints(names, issuer.nameConstraints)
  pathLength = Math.min(pathLength, issuer.basicConstraints?.pathLength ?? Infinity)

  try {
    for (const [position, certificate] of certificates.entries()) {
      const index = length - 1 - position
      const isLast = index === 0
      const reportHere = (code: PkiFindingCode | null, detail?: string) => report(code, certificate, index, detail)
      // §6.1.3 (a)
      reportHere(judgeSignature(certificate, issuer))
      judgeValidity(certificate, question.at, reportHere)
      if (!isSameName(certificate.issuer, issuer.subject)) reportHere('issuer_name_mismatch')
      reportHere(judgeKey(certificate.keyAlgorithm))
      if (findings.length === 0) findings.push(...judgeRevocation({ certificate, issuer, index }))
      // §6.1.3 (b), (c)
      if (isLast || !isSelfIssued(certificate)) reportHere(judgeNames(names, certificate))
      reportHere(processPolicies(policies, certificate, isLast))
      judgeCriticalExtensions(certificate, isLast ? (question.handledCriticalExtensions ?? []) : [], reportHere)
      if (isLast) break
      // §6.1.4
      reportHere(preparePolicies(policies, certificate))
      addNameConstraints(names, certificate.nameConstraints)
      judgeIssuer(certificate, reportHere)
      judgeCaPurpose(certificate, question.requiredExtendedKeyUsage, reportHere)
      if (!isSelfIssued(certificate)) {
        if (pathLength <= 0) reportHere('path_length_exceeded')
        pathLength -= 1
      }
      pathLength = Math.min(pathLength, certificate.basicConstraints?.pathLength ?? Infinity)
      issuer = certificate
    }
    return { findings, policies: wrapUp() }
  } catch (error) {
    if (!(error instanceof PolicyTreeTooLarge)) throw error
    return { findings: [...findings, pkiFinding('policy_limit_reached')], policies: [] }
  }

  function wrapUp(): string[] {
    const last = certificates.at(-1)
    if (last === undefined) throw new RangeError('A path has at least one certificate')
    const initial = anchor.initialPolicies ?? question.initialPolicies ?? [OID.anyPolicy]
    const outcome = wrapUpPolicies(policies, last, initial)
    report(outcome.finding, last, 0)
    judgePurpose(last, question, (code, detail) => report(code, last, 0, detail))
    return findings.length === 0 ? outcome.policies : []
  }
}

type Report = (code: PkiFindingCode | null, detail?: string) => void

function judgeValidity({ notBefore, notAfter }: Certificate, at: Date, report: Report): void {
  if (at < notBefore) report('certificate_not_yet_valid', notBefore.toISOString())
  if (at > notAfter) report('certificate_expired', notAfter.toISOString())
}

/** RFC 5280 §6.1.4 (k), (n). Version 1 and 2 certificates issue nothing, be they anchors or not. */
function judgeIssuer({ version, basicConstraints, keyUsage }: Certificate, report: Report): void {
  if (version !== 3) report('version_too_old')
  else if (!basicConstraints?.isCa) report('issuer_not_ca')
  if (keyUsage !== null && !keyUsage.has('keyCertSign')) report('key_cert_sign_missing')
}

/** RFC 5280 §6.1.4 (o), §6.1.5 (f). */
function judgeCriticalExtensions({ extensions }: Certificate, handled: readonly string[], report: Report): void {
  for (const { oid, isCritical } of extensions.values()) {
    if (isCritical && !PROCESSED_EXTENSIONS.has(oid) && !handled.includes(oid))
      report('critical_extension_unknown', oid)
  }
}

/** A CA that names purposes issues for these only: no clause of RFC 5280, but what every verifier in use does. */
function judgeCaPurpose({ extendedKeyUsage }: Certificate, required: string | undefined, report: Report): void {
  if (required === undefined || extendedKeyUsage === null) return
  const isAllowed = extendedKeyUsage.includes(required) || extendedKeyUsage.includes(OID.anyExtendedKeyUsage)
  if (!isAllowed) report('extended_key_usage_missing', required)
}

function judgePurpose({ keyUsage, extendedKeyUsage }: Certificate, question: PathQuestion, report: Report): void {
  for (const usage of question.requiredKeyUsage ?? []) if (!keyUsage?.has(usage)) report('key_usage_missing', usage)
  const purpose = question.requiredExtendedKeyUsage
  if (purpose !== undefined && !extendedKeyUsage?.includes(purpose)) report('extended_key_usage_missing', purpose)
}
