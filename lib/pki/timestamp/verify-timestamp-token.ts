import { equalBytes } from '@/lib/kernel/bytes'
import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { Certificate } from '../certificate'
import { type DigestAlgorithm, digest, digestAlgorithmOf, digestLength } from '../cms/digest-algorithm'
import { isWeakAlgorithm } from '../cms/verify-signature'
import type { PathQuestion } from '../path/path'
import { validatePath } from '../path/validate-path'

import { OID } from '../pki.oids'
import { judgeTokenSignature } from './judge-token-signature'
import { judgeTsaCertificate } from './judge-tsa-certificate'
import { parseTimestampToken } from './parse-timestamp-token'
import type { TstInfo } from './parse-tst-info'
import {
  resultOfTimestamp,
  type TimestampFinding,
  type TimestampVerdictFinding,
  timestampFinding,
} from './timestamp.findings'
import type { MessageImprint } from './timestamp-request'

export type TimestampExpectations = {
  /** What was stamped: the octets themselves, hashed as the token says, or a digest. */
  stamped: { data: Uint8Array } | MessageImprint
  /** The random octets of the request; without them no nonce is asked for. */
  nonce?: Uint8Array
  /** Policies of the TSA that are taken; any by default. */
  policies?: readonly string[]
  /** When the token is known to have existed: the time that a later time-stamp over it proves, or the time of the question. */
  existsAt: Date
  /** Whether a later time-stamp proves `existsAt`, so that what happened to the key after it does not matter. */
  isProvenByTimestamp?: boolean
  /** Between which times genTime has to lie, `toleranceSeconds` (300 by default) off at most. */
  genTime?: { notBefore?: Date; notAfter?: Date; toleranceSeconds?: number }
  /** Tokens that say they may be off by more are undecided; those that say nothing pass. */
  maxAccuracySeconds?: number
  /** How the TSA's certificate is validated; the token's own certificates are added as candidates. */
  path: Omit<PathQuestion, 'certificate' | 'at' | 'usedAt' | 'requiredExtendedKeyUsage' | 'isCompromiseRetroactive'>
}

export type TimestampVerdict = {
  result: VerdictResult
  /** Empty exactly when VALID. */
  findings: TimestampVerdictFinding[]
  /** What the token says; to be believed only when VALID. `null` when it cannot be read. */
  token: { genTime: Date; serialNumber: string; policy: string; accuracyMicros: number | null } | null
  /** The TSA's certificate, once the token's signature was verified with it. */
  certificate: Certificate | null
  /** From the TSA's certificate to the anchor. */
  path: readonly Certificate[]
}

const defaultToleranceSeconds = 300

/**
 * Verifies a time-stamp token (RFC 3161 §2.2, RFC 5816) with all findings; never throws for what is in `token`. The path is validated
 * only with the certificate that made the signature, and not at genTime, which anyone with the key can choose, but at the time
 * at which the token is known to have existed (ETSI EN 319 102-1 §5.6.2); it must have been valid at genTime as well. A TSA that
 * was revoked later for its key's sake has no valid token left (RFC 3161 §4), except those that another time-stamp proves to be older.
 */
export function verifyTimestampToken(token: Uint8Array, expectations: TimestampExpectations): TimestampVerdict {
  const parsed = parseTimestampToken(token)
  if ('code' in parsed) return undecided(resultOfTimestamp([parsed], 'VALID'), [parsed])
  const { info } = parsed
  const signature = judgeTokenSignature(parsed, expectations.path.intermediates)
  const { certificate } = signature
  const findings = [...judgeInfo(info, expectations), ...signature.findings]
  const { genTime, serialNumber, policy, accuracyMicros } = info
  const facts = { genTime, serialNumber, policy, accuracyMicros }
  if (certificate === null) return undecided(resultOfTimestamp(findings, 'VALID'), findings, facts)
  findings.push(...judgeTsaCertificate(certificate))
  const verdict = validatePath({
    ...expectations.path,
    certificate,
    intermediates: [...expectations.path.intermediates, ...signature.candidates],
    // A clock that is ahead, within the tolerance: judged at the time that the token says.
    at: new Date(Math.max(expectations.existsAt.getTime(), genTime.getTime())),
    usedAt: genTime,
    requiredExtendedKeyUsage: OID.timeStamping,
    isCompromiseRetroactive: expectations.isProvenByTimestamp !== true,
  })
  return {
    result: resultOfTimestamp(findings, verdict.result),
    findings: [...findings, ...verdict.findings],
    token: facts,
    certificate,
    path: verdict.path,
  }
}

function undecided(
  result: VerdictResult,
  findings: TimestampVerdictFinding[],
  token: TimestampVerdict['token'] = null,
): TimestampVerdict {
  return { result, findings, token, certificate: null, path: [] }
}

function judgeInfo(info: TstInfo, expectations: TimestampExpectations): TimestampFinding[] {
  const { policies, maxAccuracySeconds } = expectations
  return [
    ...judgeImprint(info, expectations.stamped),
    ...judgeNonce(info.nonce, expectations.nonce),
    ...(policies === undefined || policies.includes(info.policy)
      ? []
      : [timestampFinding('policy_not_accepted', info.policy)]),
    ...(info.hasCriticalExtension ? [timestampFinding('tst_info_extension_unknown')] : []),
    ...judgeGenTime(info.genTime, expectations.genTime),
    ...(maxAccuracySeconds !== undefined && (info.accuracyMicros ?? 0) > maxAccuracySeconds * 1_000_000
      ? [timestampFinding('accuracy_too_low', `${info.accuracyMicros} µs`)]
      : []),
  ]
}

function judgeImprint({ imprint }: TstInfo, stamped: TimestampExpectations['stamped']): TimestampFinding[] {
  const algorithm = digestAlgorithmOf(imprint.hashAlgorithm)
  if (algorithm === null) {
    const isWeak = isWeakAlgorithm(imprint.hashAlgorithm)
    return [
      timestampFinding(isWeak ? 'imprint_algorithm_too_weak' : 'imprint_algorithm_unsupported', imprint.hashAlgorithm),
    ]
  }
  const expected = expectedDigest(algorithm, stamped)
  const isEqual =
    expected !== null && imprint.digest.length === digestLength(algorithm) && equalBytes(imprint.digest, expected)
  return isEqual ? [] : [timestampFinding('imprint_mismatch')]
}

function expectedDigest(algorithm: DigestAlgorithm, stamped: TimestampExpectations['stamped']): Uint8Array | null {
  if ('data' in stamped) return digest(algorithm, stamped.data)
  return stamped.hashAlgorithm === algorithm ? stamped.digest : null
}

function judgeNonce(nonce: Uint8Array | null, asked: Uint8Array | undefined): TimestampFinding[] {
  if (asked === undefined) return []
  const isEqual = nonce !== null && equalBytes(withoutLeadingZeros(nonce), withoutLeadingZeros(asked))
  return isEqual ? [] : [timestampFinding('nonce_mismatch')]
}

function withoutLeadingZeros(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0)
  return first < 0 ? new Uint8Array(0) : octets.subarray(first)
}

function judgeGenTime(genTime: Date, bounds: TimestampExpectations['genTime'] = {}): TimestampFinding[] {
  const toleranceMs = (bounds.toleranceSeconds ?? defaultToleranceSeconds) * 1_000
  const { notBefore, notAfter } = bounds
  return [
    ...(notBefore !== undefined && genTime.getTime() < notBefore.getTime() - toleranceMs
      ? [timestampFinding('gen_time_too_early')]
      : []),
    ...(notAfter !== undefined && genTime.getTime() > notAfter.getTime() + toleranceMs
      ? [timestampFinding('gen_time_too_late')]
      : []),
  ]
}
