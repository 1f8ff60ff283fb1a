import type { Certificate } from '../certificate'
import { type PkiFinding, pkiFinding, resultOfFindings } from '../pki.findings'
import { OID } from '../pki.oids'
import { buildPaths, type CandidateIndex, certificateId, indexCandidates } from './build-paths'
import { judgePath } from './judge-path'
import type { CandidatePath, PathQuestion, PathVerdict, TrustAnchor } from './path'
import { placeOf } from './place-of'
import { judgeRevocation } from './revocation/judge-revocation'
import { BudgetSpent, newBudget, type ValidationBudget } from './validation-budget'

/** One question in hand; `pending` are the CRL signers whose own path is being judged, so that none proves itself. */
type Validation = {
  question: PathQuestion
  bySubject: CandidateIndex
  budget: ValidationBudget
  pending: readonly string[]
}

/** CRL signers whose certificates need CRLs of further signers, and so on. */
const maxPending = 3

/**
 * Whether a certificate was good for its use at a time: a path to one of the anchors, valid by RFC 5280 §6.1 and, where asked for, not
 * revoked by §6.3. Every candidate path is judged until one is valid. Never throws; the work is bounded by 32 paths of 8
 * certificates, 400 signature verifications, 2,000 steps of path building (less where the question shares its budget with others) and
 * 1,000 policy nodes, beyond which the verdict is INDETERMINATE.
 * Not judged here: the meaning of names, roles and policies (see lib/pki/hpki), and nothing is fetched.
 */
export function validatePath(question: PathQuestion): PathVerdict {
  const { certificate } = question
  if (!hasDefinedTimes(question)) {
    const findings = [pkiFinding('time_undefined', { place: placeOf(certificate, 0) })]
    return { result: resultOfFindings(findings), findings, path: [certificate], policies: [] }
  }
  return validate({
    question,
    bySubject: indexCandidates(question.intermediates),
    budget: question.budget ?? newBudget(),
    pending: [],
  })
}

/** NaN is neither before nor after anything: every check of time would pass. */
function hasDefinedTimes(question: PathQuestion): boolean {
  const {
    at,
    validationTime = at,
    usedAt = at,
    crlGraceSeconds = 0,
    maxCrlAgeSeconds = 0,
    clockSkewSeconds = 0,
  } = question
  const times = [
    at.getTime(),
    validationTime.getTime(),
    usedAt.getTime(),
    crlGraceSeconds,
    maxCrlAgeSeconds,
    clockSkewSeconds,
  ]
  return !times.some(Number.isNaN)
}

function validate(validation: Validation): PathVerdict {
  const { certificate } = validation.question
  const unfound = (findings: PkiFinding[]): PathVerdict => {
    return { result: resultOfFindings(findings), findings, path: [certificate], policies: [] }
  }
  try {
    const { paths, deadEnds } = buildPaths(
      certificate,
      { anchors: validation.question.anchors, bySubject: validation.bySubject },
      validation.budget,
    )
    if (paths.length === 0) {
      return unfound([...deadEnds, pkiFinding('path_not_found', { place: placeOf(certificate, 0) })])
    }
    return judgeAll(validation, paths)
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    return unfound([pkiFinding('path_limit_reached', { place: placeOf(certificate, 0) })])
  }
}

/** The first valid path, else the one whose failure says most. */
function judgeAll(validation: Validation, paths: readonly CandidatePath[]): PathVerdict {
  const failures: PathVerdict[] = []
  for (const path of paths) {
    const verdict = judgeOne(validation, path)
    if (verdict.result === 'VALID') return verdict
    failures.push(verdict)
  }
  return failures.reduce((best, verdict) => (rank(verdict) > rank(best) ? verdict : best))
}

/** A proven revocation of the certificate itself says most, then that a path could not be decided. */
function rank({ result, findings }: PathVerdict): number {
  const isRevoked = findings.some(({ code, place }) => code === 'certificate_revoked' && place?.index === 0)
  if (isRevoked) return 2
  return result === 'INDETERMINATE' ? 1 : 0
}

function judgeOne(validation: Validation, path: CandidatePath): PathVerdict {
  const { anchor, certificates } = path
  const { findings, policies } = judgePath(path, validation.question, ({ certificate, index, isIssuerEnded }) => {
    if (validation.question.revocation === 'none') return []
    const above = certificates.slice(0, certificates.length - 1 - index).reverse()
    return askRevocation(isIssuerEnded ? withoutOcsp(validation) : validation, {
      certificate,
      index,
      anchor,
      above: [...above, anchor.certificate],
    })
  })
  const ordered = [...certificates].reverse()
  return { result: resultOfFindings(findings), findings, path: [...ordered, anchor.certificate], policies }
}

/** A responder named by a certificate that may come from a stolen key is not asked. */
function withoutOcsp(validation: Validation): Validation {
  return { ...validation, question: { ...validation.question, ocsp: () => null } }
}

function askRevocation(
  validation: Validation,
  subject: { certificate: Certificate; index: number; anchor: TrustAnchor; above: readonly Certificate[] },
): PkiFinding[] {
  const { question, budget } = validation
  const { certificate, index, anchor, above } = subject
  const [issuer = anchor.certificate] = above
  return judgeRevocation({
    certificate,
    place: placeOf(certificate, index),
    crls: question.crls,
    ocspAnswer: question.ocsp?.({ certificate, issuer, at: question.at }) ?? null,
    times: {
      at: question.at,
      usedAt: question.usedAt ?? question.at,
      validationTime: question.validationTime ?? question.at,
      crlGraceSeconds: question.crlGraceSeconds ?? 0,
      maxCrlAgeSeconds: question.maxCrlAgeSeconds ?? Number.POSITIVE_INFINITY,
      clockSkewSeconds: question.clockSkewSeconds ?? 300,
      isCompromiseRetroactive: question.isCompromiseRetroactive ?? false,
    },
    signers: {
      trusted: above,
      candidates: question.intermediates,
      budget,
      findSignerPath: (candidate) => findSignerPath(validation, candidate, anchor),
      isProven: (crl, path) => isProven(validation, question.crlProvenAt?.(crl), path, anchor),
      isIssuerProven: () => isProven(validation, undefined, above, anchor),
    },
  })
}

/**
 * ETSI EN 319 102-1 §5.6.2.2: a CRL or an OCSP answer from after the end of its signer, or of one above it, or from after the loss of a
 * key, may say what a thief likes. It counts when it is known to have existed before; the time of asking by default.
 */
function isProven(
  validation: Validation,
  existedAt: Date | undefined,
  path: readonly Certificate[],
  anchor: TrustAnchor,
): boolean {
  const { question } = validation
  const { at, validationTime = at } = question
  const provenAt = existedAt ?? validationTime
  // Until `at` the path is judged as a whole.
  if (provenAt <= at) return true
  const afterwards = { ...question, at: provenAt, usedAt: at, isCompromiseRetroactive: false }
  return path.slice(0, -1).every((certificate, index) => {
    if (!(provenAt <= certificate.notAfter)) return false
    const subject = { certificate, index, anchor, above: path.slice(index + 1) }
    const findings = askRevocation({ ...validation, question: afterwards }, subject)
    return findings.every(({ code }) => code !== 'certificate_revoked')
  })
}

/** RFC 5280 §6.3.3 (f): the signer's own path, to the same anchor, without demands on policies. */
function findSignerPath(
  validation: Validation,
  signer: Certificate,
  anchor: TrustAnchor,
): readonly Certificate[] | null {
  const { question, pending } = validation
  const id = certificateId(signer)
  if (pending.includes(id) || pending.length >= maxPending) return null
  const {
    requiredKeyUsage: _usage,
    requiredExtendedKeyUsage: _purpose,
    handledCriticalExtensions: _handled,
    usedAt: _usedAt,
    isUsedBefore: _isUsedBefore,
    ...rest
  } = question
  const signerQuestion: PathQuestion = {
    ...rest,
    certificate: signer,
    anchors: [withoutPolicies(anchor)],
    initialPolicies: [OID.anyPolicy],
    explicitPolicy: false,
    inhibitPolicyMapping: false,
    inhibitAnyPolicy: false,
  }
  const verdict = validate({ ...validation, question: signerQuestion, pending: [...pending, id] })
  return verdict.result === 'VALID' ? verdict.path : null
}

function withoutPolicies({
  initialPolicies: _policies,
  explicitPolicy: _isExplicit,
  ...anchor
}: TrustAnchor): TrustAnchor {
  return anchor
}
