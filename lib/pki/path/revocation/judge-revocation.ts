import type { Certificate } from '../../certificate'
import type { Crl } from '../../crl'
import { type CrlEntry, findCrlEntry } from '../../crl-entries'
import { ALL_REASONS, type DistributionPoint } from '../../distribution-point'
import { type CertificatePlace, type PkiFinding, type PkiFindingCode, pkiFinding } from '../../pki.findings'
import type { OcspAnswer } from '../path'
import { BudgetSpent } from '../validation-budget'
import { reasonsInScope } from './crl-scope'
import { type CrlSignerSearch, findTrustedSigner } from './crl-signer'
import { type CrlTimes, isFromTheFuture, judgeCrlForm, judgeCrlTime } from './crl-usability'
import { findDeltas } from './find-deltas'

export type RevocationQuestion = {
  certificate: Certificate
  place: CertificatePlace
  crls: readonly Crl[]
  ocspAnswer: OcspAnswer | null
  times: CrlTimes
  signers: CrlSignerSearch
}

/** What the CRLs say together. `notes` are why CRLs about this certificate could not be used. */
type CrlAnswer = {
  coveredReasons: number
  entry: CrlEntry | null
  newestUpdate: Date | null
  notes: Set<PkiFindingCode>
  /** That not every CRL could be looked at. */
  spent: BudgetSpent | null
}

/**
 * RFC 3161 §4: what was made before a revocation for one of these stays valid; `unspecified` is among them when it is written, a
 * revocation without a reason is not.
 */
const harmlessReasons: readonly CrlEntry['reason'][] = [
  'unspecified',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
]

/**
 * Whether the certificate was revoked at `times.at` (RFC 5280 §6.3.3 over all CRLs, and an OCSP answer). Revoked in any CRL with
 * a trusted signature is revoked, be the CRL fresh or not, because nothing takes it back. Suspended is what the fresher source
 * says. Good needs usable data for all reasons, from CRLs that are proven to be as old as they say.
 * @returns no finding when it was good
 * @throws {BudgetSpent}
 */
export function judgeRevocation(question: RevocationQuestion): PkiFinding[] {
  const { place } = question
  const answer = askCrls(question)
  if (answer.entry !== null && answer.entry.reason !== 'certificateHold') return [revoked(place, answer.entry)]
  const ocsp = readOcspProven(question, answer)
  if (ocsp?.status === 'revoked') return [pkiFinding('certificate_revoked', { place, detail: 'OCSP' })]
  if (answer.spent !== null) throw answer.spent
  const isOcspFresher = ocsp !== null && (answer.newestUpdate === null || ocsp.thisUpdate >= answer.newestUpdate)
  const isSuspended = isOcspFresher ? ocsp.status === 'suspended' : answer.entry !== null
  if (isSuspended) return [pkiFinding('certificate_suspended', { place })]
  if (ocsp?.status === 'good' || answer.coveredReasons === ALL_REASONS) return []
  const code = answer.coveredReasons === 0 ? 'revocation_unknown' : 'crl_reasons_incomplete'
  return [pkiFinding(code, { place }), ...[...answer.notes].map((note) => pkiFinding(note, { place }))]
}

function askCrls(question: RevocationQuestion): CrlAnswer {
  const { certificate, crls, times, signers } = question
  const answer: CrlAnswer = { coveredReasons: 0, entry: null, newestUpdate: null, notes: new Set(), spent: null }
  const newestFirst = (a: Crl, b: Crl) => b.thisUpdate.getTime() - a.thisUpdate.getTime()
  const reasonsOf = (crl: Crl) =>
    pointsOf(certificate).reduce((mask, point) => mask | reasonsInScope(crl, point, certificate), 0)
  const complete = crls.filter((crl) => crl.deltaBase === null && reasonsOf(crl) !== 0)
  const deltas = crls.filter(({ deltaBase }) => deltaBase !== null).sort(newestFirst)
  // Signatures first, in the order given, and each once: forged CRLs behind the true ones take no budget from these.
  for (const crl of complete) withinBudget(answer, () => judgeUse(crl, times, signers))
  for (const crl of complete.sort(newestFirst)) {
    withinBudget(answer, () => askCrl(question, { crl, deltas, reasons: reasonsOf(crl) }, answer))
  }
  return answer
}

/** A revocation that one CRL proves counts, though the budget does not reach for all. */
function withinBudget(answer: CrlAnswer, ask: () => void): void {
  try {
    ask()
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    answer.spent = error
  }
}

function askCrl(
  { certificate, times, signers }: RevocationQuestion,
  { crl, deltas, reasons }: { crl: Crl; deltas: readonly Crl[]; reasons: number },
  answer: CrlAnswer,
): void {
  const refusal = judgeUse(crl, times, signers)
  if (refusal !== null) {
    answer.notes.add(refusal)
    return
  }
  // Only what has a trusted signature counts as the newest: a forged delta must not hide a genuine one.
  const trustedDeltas = findDeltas(crl, deltas).filter((delta) => judgeUse(delta, times, signers) === null)
  const delta = trustedDeltas.find((one) => judgeCrlTime(one, certificate, times) === null)
  const entry = entryAt(times, delta === undefined ? [crl] : [delta, crl], certificate)
  const untimely = judgeCrlTime(crl, certificate, times) ?? judgeProof(crl, signers) ?? judgeProof(delta, signers)
  if (untimely !== null) answer.notes.add(untimely)
  const entries = [entry, ...trustedDeltas.map((one) => entryAt(times, [one], certificate))]
  answer.entry = entries.find((one) => one !== null && one.reason !== 'certificateHold') ?? answer.entry
  if (untimely !== null) return
  const isFirst = (answer.coveredReasons & reasons) !== reasons
  if (entry !== null && isFirst) answer.entry ??= entry
  answer.coveredReasons |= reasons
  const updated = (delta ?? crl).thisUpdate
  if (answer.newestUpdate === null || updated > answer.newestUpdate) answer.newestUpdate = updated
}

function judgeUse(crl: Crl, times: CrlTimes, signers: CrlSignerSearch): PkiFindingCode | null {
  if (isFromTheFuture(crl, times)) return 'crl_not_yet_valid'
  return judgeCrlForm(crl) ?? (findTrustedSigner(crl, signers) === null ? 'crl_signer_untrusted' : null)
}

function judgeProof(crl: Crl | undefined, signers: CrlSignerSearch): PkiFindingCode | null {
  const path = crl === undefined ? null : findTrustedSigner(crl, signers)
  return crl === undefined || path === null || signers.isProven(crl, path) ? null : 'crl_no_poe'
}

/**
 * §6.3.3 (i)–(k): the entry of the first CRL that has one, the delta before the complete one; removeFromCRL means not revoked,
 * wherever it is. Revoked after `at` was not revoked then, unless it is said to have been invalid. Revoked between use and `at` is
 * revoked, unless for a reason that leaves the key with its owner.
 */
function entryAt(times: CrlTimes, crls: readonly Crl[], { issuer, serialNumber }: Certificate): CrlEntry | null {
  const [entry] = crls.flatMap(({ entries }) => findCrlEntry(entries, issuer, serialNumber) ?? [])
  if (entry === undefined || entry.reason === 'removeFromCRL') return null
  return isRevoked(entry, times) ? entry : null
}

function isRevoked(
  { reason, invalidSince }: Pick<CrlEntry, 'reason' | 'invalidSince'>,
  { at, usedAt, isCompromiseRetroactive }: CrlTimes,
): boolean {
  // NaN is not after anything: what cannot be compared is revoked.
  const isAfter = (time: Date) => invalidSince > time
  if (harmlessReasons.includes(reason)) return !isAfter(usedAt)
  return !isAfter(at) || (isCompromiseRetroactive && reason !== 'certificateHold')
}

/** The certificate's distribution points, and §6.3.3's implied one: the issuer's own CRL, found under its name. */
function pointsOf({ crlDistributionPoints, issuer }: Certificate): readonly DistributionPoint[] {
  const names = [{ kind: 'directory', name: issuer }] as const
  return [...crlDistributionPoints, { name: { kind: 'full', names }, reasons: ALL_REASONS, crlIssuer: null }]
}

/**
 * "Good" by somebody who had ended or lost the key by the time of asking may be a thief's: as of a CRL without an entry
 * (ETSI EN 319 102-1 §5.6.2.2).
 */
function readOcspProven({ ocspAnswer, times, signers }: RevocationQuestion, { notes }: CrlAnswer) {
  const ocsp = readOcsp(ocspAnswer, times)
  if (ocsp?.status !== 'good' || signers.isIssuerProven()) return ocsp
  notes.add('crl_no_poe')
  return null
}

/** An answer about `at`, as of an entry of a CRL: revoked or suspended later was good then. `unknown` is no answer. */
function readOcsp(answer: OcspAnswer | null, times: CrlTimes): Exclude<OcspAnswer, { status: 'unknown' }> | null {
  if (answer === null || answer.status === 'unknown') return null
  if (answer.status === 'good') return answer
  const { revokedAt: invalidSince, thisUpdate } = answer
  const isBad =
    answer.status === 'suspended'
      ? !(invalidSince > times.at)
      : isRevoked({ reason: answer.reason, invalidSince }, times)
  return isBad ? answer : { status: 'good', thisUpdate }
}

function revoked(place: CertificatePlace, { reason, revocationDate }: CrlEntry): PkiFinding {
  return pkiFinding('certificate_revoked', { place, detail: `${reason} ${revocationDate.toISOString()}` })
}
