import type { Crl } from '@/lib/pki/crl'
import type { ValidationBudget } from '@/lib/pki/path/validation-budget'
import { type TimestampVerdict, verifyTimestampToken } from '@/lib/pki/timestamp/verify-timestamp-token'
import type { Canonicalization } from '../../algorithms'
import type { CauseCode } from '../../xades.findings'
import type { Element } from '../../xml/element'
import type { EmbeddedValues } from '../embedded-values'
import type { Report } from '../signature-parts'
import type { Verification } from '../verification'
import type { Existence } from './existence'
import { readTimestampProperty } from './read-timestamp-property'

/** `existence`: of the token. `crlProvenAt`: of every CRL that may be used. */
export type StampQuestion = {
  embedded: EmbeddedValues
  verification: Verification
  stampBudget: ValidationBudget
  existence: Existence
  crlProvenAt: (crl: Crl) => Date
}

type Codes = {
  malformed: 'timestamp_malformed' | 'archive_timestamp_malformed'
  unsupported: 'timestamp_not_supported' | 'archive_timestamp_not_supported'
  mismatch: 'timestamp_imprint_mismatch' | 'archive_timestamp_mismatch'
  invalid: 'timestamp_invalid' | 'archive_timestamp_invalid'
  expired: 'timestamp_expired_no_poe' | 'archive_timestamp_expired_no_poe'
  indeterminate: 'timestamp_indeterminate' | 'archive_timestamp_indeterminate'
}

export const stampCodes = {
  signature: {
    malformed: 'timestamp_malformed',
    unsupported: 'timestamp_not_supported',
    mismatch: 'timestamp_imprint_mismatch',
    invalid: 'timestamp_invalid',
    expired: 'timestamp_expired_no_poe',
    indeterminate: 'timestamp_indeterminate',
  },
  archive: {
    malformed: 'archive_timestamp_malformed',
    unsupported: 'archive_timestamp_not_supported',
    mismatch: 'archive_timestamp_mismatch',
    invalid: 'archive_timestamp_invalid',
    expired: 'archive_timestamp_expired_no_poe',
    indeterminate: 'archive_timestamp_indeterminate',
  },
} as const satisfies Record<string, Codes>

/** genTime when the property is one valid token over `dataOf(method)`; `null` after a report (V15, V17, V21). */
export function judgeTimestamp(
  property: Element,
  codes: Codes,
  dataOf: (method: Canonicalization) => Uint8Array,
  question: StampQuestion,
  report: Report,
): Date | null {
  const read = readTimestampProperty(property)
  if (typeof read === 'string') {
    report(codes[read], property)
    return null
  }
  const verdict = verifyToken(read.tokenDer, dataOf(read.canonicalization), question)
  if (verdict.result === 'VALID' && verdict.token !== null) return verdict.token.genTime
  reportFailure(verdict, codes, (code, cause) => report(code, property, cause))
  return null
}

type ReportFailure = (code: Codes[keyof Codes], cause?: CauseCode) => void

function reportFailure({ result, findings }: TimestampVerdict, codes: Codes, report: ReportFailure): void {
  const has = (wanted: string) => findings.some(({ code }) => code === wanted)
  const [finding] = findings
  if (has('imprint_mismatch')) report(codes.mismatch)
  else if (result === 'INVALID') report(codes.invalid, finding?.code)
  else if (has('certificate_expired_no_poe')) report(codes.expired, 'certificate_expired_no_poe')
  else report(codes.indeterminate, finding?.code)
}

function verifyToken(
  token: Uint8Array,
  data: Uint8Array,
  { embedded, verification, stampBudget, existence, crlProvenAt }: StampQuestion,
): TimestampVerdict {
  const { timestamps, at, validationTime = at, skewSeconds = 300 } = verification
  const { tsaPolicies, ...trust } = timestamps ?? {
    anchors: [],
    intermediates: [],
    crls: [],
    revocation: 'required' as const,
    tsaPolicies: undefined,
  }
  return verifyTimestampToken(token, {
    stamped: { data },
    existsAt: existence.at,
    isProvenByTimestamp: existence.isProven,
    ...(tsaPolicies === undefined ? {} : { policies: tsaPolicies }),
    genTime: { notAfter: validationTime, toleranceSeconds: skewSeconds },
    path: {
      ...trust,
      intermediates: [...trust.intermediates, ...embedded.certificates],
      crls: [...trust.crls, ...embedded.crls],
      validationTime,
      crlProvenAt,
      budget: stampBudget,
    },
  })
}
