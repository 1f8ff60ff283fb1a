import { type Certificate, isSelfIssued } from '../certificate'
import { isSameName } from '../name'
import { type PkiFinding, type PkiFindingCode, pkiFinding, resultOfFindings } from '../pki.findings'
import { judgeCaPurpose, judgeCriticalExtensions, judgeIssuer, judgePurpose, judgeValidity } from './certificate-checks'
import { addNameConstraints, judgeNames, type NameConstraintState, startNameConstraints } from './name-constraints'
import type { CandidatePath, PathQuestion } from './path'
import { placeOf } from './place-of'
import { type PolicyState, preparePolicies, processPolicies, startPolicies, wrapUpPolicies } from './policy-processing'
import { PolicyTreeTooLarge } from './policy-tree'
import { judgeKey, judgeSignature } from './signature-algorithm'
import { anchorPolicies, judgeAnchor, limitPolicies } from './trust-anchor'

/**
 * Judges one certificate's revocation; asked only while nothing above it or about itself is proven wrong. `isIssuerEnded`: the anchor or
 * a CA above it has ended, so that an attacker with its key may have made the certificate.
 */
export type JudgeRevocation = (subject: {
  certificate: Certificate
  issuer: Certificate
  index: number
  isIssuerEnded: boolean
}) => PkiFinding[]

const endedCodes: readonly PkiFindingCode[] = ['anchor_outside_trust_period', 'certificate_expired_no_poe']

/** The state variables of RFC 5280 §6.1.2 that go from certificate to certificate. */
type PathState = {
  question: PathQuestion
  judgeRevocation: JudgeRevocation
  findings: PkiFinding[]
  policies: PolicyState
  names: NameConstraintState
  pathLength: number
  issuer: Certificate
}

/** One certificate on its way through the state; `index` 0 is the one that was asked about. */
type Step = { certificate: Certificate; index: number; report: (code: PkiFindingCode | null, detail?: string) => void }

/**
 * RFC 5280 §6.1 for one path, all findings at once. Revocation (§6.1.3 (a)(3)) is the caller's.
 * @returns the findings and the user-constrained-policy-set, which is empty unless there are no findings
 */
export function judgePath(
  path: CandidatePath,
  question: PathQuestion,
  judgeRevocation: JudgeRevocation,
): { findings: PkiFinding[]; policies: string[] } {
  const state = startState(path, question, judgeRevocation)
  const { findings } = state
  try {
    const steps = path.certificates.map((certificate, position) => {
      return toStep(state, certificate, path.certificates.length - 1 - position)
    })
    for (const step of steps) {
      processCertificate(state, step)
      if (step.index > 0) prepareForNext(state, step)
    }
    const policies = steps.slice(-1).flatMap((last) => wrapUp(state, path, last))
    return { findings, policies: findings.length === 0 ? policies : [] }
  } catch (error) {
    if (!(error instanceof PolicyTreeTooLarge)) throw error
    return { findings: [...findings, pkiFinding('policy_limit_reached')], policies: [] }
  }
}

/** RFC 5280 §6.1.2, and RFC 5937 §3.2 for the limits that the anchor's own certificate contains. */
function startState(
  { anchor, certificates }: CandidatePath,
  question: PathQuestion,
  judgeRevocation: JudgeRevocation,
): PathState {
  const { length } = certificates
  const issuer = anchor.certificate
  const state: PathState = {
    question,
    judgeRevocation,
    findings: [],
    policies: startPolicies(length, {
      ...question,
      explicitPolicy: anchor.explicitPolicy ?? question.explicitPolicy ?? false,
    }),
    names: startNameConstraints(),
    pathLength: Math.min(length, issuer.basicConstraints?.pathLength ?? length),
    issuer,
  }
  const { report } = toStep(state, issuer, length)
  judgeAnchor(anchor, question, report)
  limitPolicies(state.policies, issuer)
  addNameConstraints(state.names, issuer.nameConstraints)
  return state
}

/** RFC 5280 §6.1.3. */
function processCertificate(state: PathState, { certificate, index, report }: Step): void {
  const { question, issuer, findings } = state
  const isLast = index === 0
  report(judgeSignature(certificate, issuer))
  judgeValidity(certificate, question, report)
  if (!isSameName(certificate.issuer, issuer.subject)) report('issuer_name_mismatch')
  report(judgeKey(certificate.keyAlgorithm))
  if (resultOfFindings(findings) !== 'INVALID') {
    const isIssuerEnded = findings.some(({ code, place }) => endedCodes.includes(code) && (place?.index ?? 0) > index)
    findings.push(...state.judgeRevocation({ certificate, issuer, index, isIssuerEnded }))
  }
  if (isLast || !isSelfIssued(certificate)) report(judgeNames(state.names, certificate))
  report(processPolicies(state.policies, certificate, isLast))
  judgeCriticalExtensions(certificate, isLast ? (question.handledCriticalExtensions ?? []) : [], report)
}

/** RFC 5280 §6.1.4. */
function prepareForNext(state: PathState, { certificate, report }: Step): void {
  report(preparePolicies(state.policies, certificate))
  addNameConstraints(state.names, certificate.nameConstraints)
  judgeIssuer(certificate, report)
  judgeCaPurpose(certificate, state.question.requiredExtendedKeyUsage, report)
  if (!isSelfIssued(certificate)) {
    if (state.pathLength <= 0) report('path_length_exceeded')
    state.pathLength -= 1
  }
  state.pathLength = Math.min(state.pathLength, certificate.basicConstraints?.pathLength ?? state.pathLength)
  state.issuer = certificate
}

/** RFC 5280 §6.1.5. */
function wrapUp(state: PathState, { anchor }: CandidatePath, { certificate, report }: Step): string[] {
  const { policies, finding } = wrapUpPolicies(state.policies, certificate, anchorPolicies(anchor, state.question))
  report(finding)
  judgePurpose(certificate, state.question, report)
  return policies
}

function toStep({ findings }: PathState, certificate: Certificate, index: number): Step {
  return {
    certificate,
    index,
    report(code, detail) {
      if (code === null) return
      const place = placeOf(certificate, index)
      findings.push(pkiFinding(code, detail === undefined ? { place } : { place, detail }))
    },
  }
}
