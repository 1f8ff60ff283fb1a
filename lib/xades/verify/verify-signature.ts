import { toRfc4514 } from '@/lib/pki/name'
import type { ValidationBudget } from '@/lib/pki/path/validation-budget'
import type { SignaturePlace } from '../document-profile'
import type { SignatureLevel, SignatureVerdict, SignerFacts } from '../verdict'
import { resultOf } from '../verdict'
import { type Finding, toFinding, unprovenCodes } from '../xades.findings'
import { type Element, isNamed, pathOf, walk } from '../xml/element'
import type { IdIndex } from '../xml/index-ids'
import { checkKeyInfo, checkSignatureValue, signingTimeText } from './check-key-info'
import { checkSignedInfo } from './check-signed-info'
import { type EmbeddedValues, readEmbeddedValues } from './embedded-values'
import type { JudgeSigner } from './judge-signer'
import { type Report, readSignatureParts, reportTo, type SignatureParts } from './signature-parts'
import { checkSignedProperties } from './signed-properties/check-signed-properties'
import { parseSigningTime } from './signing-time'
import { checkTimestamps, type TimestampFacts } from './timestamps/check-timestamps'
import { type Existence, earliest } from './timestamps/existence'
import type { Verification } from './verification'

/** One signature's verdict with its findings, and the elements that it covers or that its value binds. */
export type JudgedSignature = {
  verdict: SignatureVerdict
  findings: Finding[]
  covered: readonly Element[]
  values: readonly Element[]
  /** genTime of every valid time-stamp of the signature. */
  times: readonly Date[]
}

/** What a signature is judged with, and by whom its signer is. `stampBudget`: for all time-stamps of the document together. */
export type Judgement = { verification: Verification; judgeSigner: JudgeSigner; stampBudget: ValidationBudget }

/** Rules V3–V18, V21 and V22 for the signature at one place, which is known to have existed since `existence`. */
export function verifySignature(
  place: SignaturePlace,
  ids: IdIndex,
  judgement: Judgement,
  existence: Existence,
): JudgedSignature {
  const findings: Finding[] = []
  const report = reportTo((code, about) => findings.push(toFinding(code, about)), place.kind)
  const parts = readSignatureParts(place, report)
  const facts = parts === null ? nothing(existence) : judge(parts, ids, { ...judgement, existence }, report)
  const result = resultOf(findings)
  const isReliable = result !== 'INVALID' && parts !== null && !findings.some(({ code }) => unprovenCodes.has(code))
  const covered = isReliable ? [parts.target, parts.signedInfo, parts.keyInfo, parts.signedProperties] : []
  const isStamped = isReliable && facts.level !== 'BES'
  const verdict = {
    kind: place.kind,
    result,
    level: facts.level,
    signer: facts.signer,
    signingTime: facts.signingTime,
    baseTime: facts.baseTime,
    covered: [...covered, ...(isStamped ? [parts.signatureValue] : [])].map(pathOf),
    signedBytes: isReliable ? facts.signedBytes : null,
  }
  const values = isReliable ? [parts.signatureValue] : []
  const { times } = facts
  return isStamped
    ? { verdict, findings, times, covered: [...covered, ...values], values: [] }
    : { verdict, findings, times, covered, values }
}

type Facts = Pick<SignatureVerdict, 'level' | 'signer' | 'signingTime' | 'baseTime' | 'signedBytes'> & {
  times: readonly Date[]
}

function nothing({ at }: Existence): Facts {
  return { level: 'BES', signer: null, signingTime: null, baseTime: at, signedBytes: null, times: [] }
}

function judge(
  parts: SignatureParts,
  ids: IdIndex,
  { verification, judgeSigner, stampBudget, existence }: Judgement & { existence: Existence },
  report: Report,
): Facts {
  for (const element of [...walk(parts.target), ...walk(parts.signature)]) {
    if (element.hasComment) report('comment_inside', element)
  }
  const { method, signedBytes } = checkSignedInfo(parts, ids, report)
  const certificate = checkKeyInfo(parts, report)
  checkSignedProperties(parts, report)
  if (certificate !== null) checkSignatureValue(parts, method, certificate, report)
  const embedded = readEmbeddedValues(parts.unsignedProperties)
  const stamps = checkTimestamps(parts, { embedded, verification, stampBudget, existence }, report)
  const baseTime = earliest(stamps.times) ?? existence.at
  const signingTime = checkSigningTime(parts, baseTime, verification, report)
  const level = levelOf(parts, stamps, embedded)
  const times = stamps.allTimes
  if (certificate === null) return { level, signer: null, signingTime, baseTime, signedBytes, times }
  const { kind } = parts
  const { crlProvenAt } = stamps
  const isBaseTimeProven = stamps.times.length > 0 || existence.isProven
  const { findings, roles } = judgeSigner({
    certificate,
    kind,
    embedded,
    baseTime,
    isBaseTimeProven,
    crlProvenAt,
    verification,
  })
  for (const { code, cause } of findings) report(code, parts.keyInfo, cause)
  const { subject, serialNumber } = certificate
  const signer: SignerFacts = { certificate, subject: toRfc4514(subject), serialNumber, roles }
  return { level, signer, signingTime, baseTime, signedBytes, times }
}

/** SigningTime is a claim: it must be a moment, and not after the base time (V14). */
function checkSigningTime(
  parts: SignatureParts,
  baseTime: Date,
  { skewSeconds = 300 }: Verification,
  report: Report,
): Date | null {
  const text = signingTimeText(parts.signedProperties)
  if (text === null) report('signing_time_missing', parts.signedProperties)
  const signingTime = text === null ? null : parseSigningTime(text)
  if (signingTime === 'no_zone') report('signing_time_without_zone', parts.signedProperties)
  if (signingTime === 'no_zone' || text === null) return null
  if (signingTime === null) report('signing_time_malformed', parts.signedProperties)
  else if (!(signingTime.getTime() <= baseTime.getTime() + skewSeconds * 1000)) {
    report('signing_time_after_base_time', parts.signedProperties)
  }
  return signingTime
}

function levelOf(
  { unsignedProperties }: SignatureParts,
  { times, isArchived }: TimestampFacts,
  { certificates, crls }: EmbeddedValues,
): SignatureLevel {
  if (times.length === 0) return 'BES'
  const has = (name: string) => unsignedProperties.some((property) => isNamed(property, 'xa', name))
  const isLong = has('CertificateValues') && has('RevocationValues') && certificates.length > 0 && crls.length > 0
  if (isArchived) return 'A'
  return isLong ? 'XL' : 'T'
}
