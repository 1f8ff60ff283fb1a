import { concatBytes } from '@/lib/kernel/bytes'
import { type TimestampVerdict, verifyTimestampToken } from '@/lib/pki/timestamp/verify-timestamp-token'
import { type Canonicalization, canonicalizationByUri } from '../algorithms'
import { fromBase64 } from '../xml/base64'
import { canonicalizeOnce } from '../xml/canonicalize'
import { attributeOf, childrenNamed, type Element, isNamed } from '../xml/element'
import { archiveTimestampInput } from './archive-timestamp-input'
import type { EmbeddedValues } from './embedded-values'
import type { Report, SignatureParts } from './signature-parts'
import type { Verification } from './verification'

/** `times`: genTime of each valid signature time-stamp, in document order. */
export type TimestampFacts = { times: readonly Date[]; isArchived: boolean }

type Codes = {
  malformed: 'timestamp_malformed' | 'archive_timestamp_malformed'
  mismatch: 'timestamp_imprint_mismatch' | 'archive_timestamp_mismatch'
  invalid: 'timestamp_invalid' | 'archive_timestamp_invalid'
  indeterminate: 'timestamp_indeterminate' | 'archive_timestamp_indeterminate'
}

const signatureCodes: Codes = {
  malformed: 'timestamp_malformed',
  mismatch: 'timestamp_imprint_mismatch',
  invalid: 'timestamp_invalid',
  indeterminate: 'timestamp_indeterminate',
}
const archiveCodes: Codes = {
  malformed: 'archive_timestamp_malformed',
  mismatch: 'archive_timestamp_mismatch',
  invalid: 'archive_timestamp_invalid',
  indeterminate: 'archive_timestamp_indeterminate',
}
const maxTimestamps = 8
const maxProperties = 32

/** Every signature time-stamp (V15, V16) and archive time-stamp (V17) of a signature. */
export function checkTimestamps(
  parts: SignatureParts,
  embedded: EmbeddedValues,
  verification: Verification,
  report: Report,
): TimestampFacts {
  const signatureStamps = parts.unsignedProperties.filter((property) => isNamed(property, 'xa', 'SignatureTimeStamp'))
  const archiveStamps = parts.unsignedProperties.filter((property) => isNamed(property, 'xa141', 'ArchiveTimeStamp'))
  const oldForm = parts.unsignedProperties.find((property) => isNamed(property, 'xa', 'ArchiveTimeStamp'))
  if (oldForm) report('archive_timestamp_not_supported', oldForm)
  const isTooMuch = signatureStamps.length + archiveStamps.length > maxTimestamps
  if (isTooMuch || parts.unsignedProperties.length > maxProperties) {
    report('unsigned_properties_structure', parts.qualifyingProperties)
    return { times: [], isArchived: false }
  }
  const canonicalize = canonicalizeOnce()
  const judge = (property: Element, codes: Codes, dataOf: (method: Canonicalization) => Uint8Array) =>
    judgeStamp(property, codes, dataOf, { embedded, verification, report })
  const times = signatureStamps.flatMap((property) =>
    judge(property, signatureCodes, (method) => canonicalize(parts.signatureValue, method)),
  )
  const archiveTimes = archiveStamps.flatMap((property) =>
    judge(property, archiveCodes, (method) =>
      concatBytes(...archiveTimestampInput(parts, property, method, canonicalize)),
    ),
  )
  checkOrder([...times, ...archiveTimes], parts, report)
  return { times, isArchived: archiveStamps.length > 0 && archiveTimes.length === archiveStamps.length }
}

type Context = { embedded: EmbeddedValues; verification: Verification; report: Report }

/** genTime when the property is one valid token over `dataOf(method)`; otherwise nothing, after a report. */
function judgeStamp(
  property: Element,
  codes: Codes,
  dataOf: (method: Canonicalization) => Uint8Array,
  { embedded, verification, report }: Context,
): Date[] {
  const [token, ...others] = childrenNamed(property, 'xa', 'EncapsulatedTimeStamp')
  const [method, ...otherMethods] = childrenNamed(property, 'ds', 'CanonicalizationMethod')
  const isShaped = property.children.length === (method === undefined ? 1 : 2) && otherMethods.length === 0
  const der = token === undefined || others.length > 0 || token.children.length > 0 ? null : fromBase64(token.text)
  const canonicalization = method === undefined ? 'inclusive' : readMethod(method)
  if (!isShaped || der === null || canonicalization === null) {
    report(codes.malformed, property)
    return []
  }
  const verdict = verifyToken(der, dataOf(canonicalization), embedded, verification)
  const [finding] = verdict.findings
  if (verdict.result === 'VALID' && verdict.token !== null) return [verdict.token.genTime]
  const isMismatch = verdict.findings.some(({ code }) => code === 'imprint_mismatch')
  if (isMismatch) report(codes.mismatch, property)
  else report(verdict.result === 'INVALID' ? codes.invalid : codes.indeterminate, property, finding?.code)
  return []
}

/** No CanonicalizationMethod means inclusive Canonical XML (XAdES §7.1.4.3); `null` for what is not allowed. */
function readMethod(element: Element): Canonicalization | null {
  if (element.children.length > 0) return null
  return canonicalizationByUri.get(attributeOf(element, 'Algorithm') ?? '') ?? null
}

function verifyToken(
  token: Uint8Array,
  data: Uint8Array,
  embedded: EmbeddedValues,
  { timestamps, at, validationTime = at, skewSeconds = 300 }: Verification,
): TimestampVerdict {
  const { tsaPolicies, ...trust } = timestamps ?? {
    anchors: [],
    intermediates: [],
    crls: [],
    revocation: 'required' as const,
    tsaPolicies: undefined,
  }
  return verifyTimestampToken(token, {
    stamped: { data },
    ...(tsaPolicies === undefined ? {} : { policies: tsaPolicies }),
    genTime: { notAfter: validationTime, toleranceSeconds: skewSeconds },
    path: {
      ...trust,
      intermediates: [...trust.intermediates, ...embedded.certificates],
      crls: [...trust.crls, ...embedded.crls],
      validationTime,
    },
  })
}

/** Later properties were stamped later (V16). */
function checkOrder(times: readonly Date[], { qualifyingProperties }: SignatureParts, report: Report): void {
  const isOrdered = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time))
  if (!isOrdered) report('timestamp_order', qualifyingProperties)
}
