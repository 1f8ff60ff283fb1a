import { concatBytes } from '@/lib/kernel/bytes'
import type { Crl } from '@/lib/pki/crl'
import type { ValidationBudget } from '@/lib/pki/path/validation-budget'
import { type Canonicalize, canonicalizeOnce } from '../../xml/canonicalize'
import { type Element, isNamed } from '../../xml/element'
import type { EmbeddedValues } from '../embedded-values'
import type { Report, SignatureParts } from '../signature-parts'
import type { Verification } from '../verification'
import { archiveTimestampInput } from './archive-timestamp-input'
import { type Existence, earlier } from './existence'
import { judgeTimestamp, stampCodes } from './judge-timestamp'

export type TimestampFacts = {
  /** genTime of each valid signature time-stamp, in document order. */
  times: readonly Date[]
  /** Those of the archive time-stamps among them. */
  allTimes: readonly Date[]
  isArchived: boolean
  /** When a CRL is known to have existed: as the archive time-stamp over it proves, or when the question is asked. */
  crlProvenAt: (crl: Crl) => Date
}

/** `existence`: of the whole signature. */
type Context = {
  embedded: EmbeddedValues
  verification: Verification
  stampBudget: ValidationBudget
  existence: Existence
}

type Judged = { isArchive: boolean; time: Date | null; reports: Parameters<Report>[] }

const maxTimestamps = 8
const maxProperties = 32

/**
 * Every signature time-stamp (V15, V16) and archive time-stamp (V17) of a signature, as one chain (V21, ETSI EN 319 102-1 §5.6.3): the
 * last property is judged at the time to which the signature is known to have existed. A valid archive time-stamp proves that all
 * properties before it existed at its genTime, and these are judged at that time. Signature time-stamps cover the value alone: they
 * prove nothing about each other. Time-stamps over references (SigAndRefsTimeStamp, RefsOnlyTimeStamp) are not read and prove nothing.
 */
export function checkTimestamps(parts: SignatureParts, context: Context, report: Report): TimestampFacts {
  const { unsignedProperties } = parts
  const oldForm = unsignedProperties.find((property) => isNamed(property, 'xa', 'ArchiveTimeStamp'))
  if (oldForm) report('archive_timestamp_not_supported', oldForm)
  const isTooMuch = unsignedProperties.filter(isTimestamp).length > maxTimestamps
  if (isTooMuch || unsignedProperties.length > maxProperties) {
    report('unsigned_properties_structure', parts.qualifyingProperties)
    return { times: [], allTimes: [], isArchived: false, crlProvenAt: () => askedAt(context) }
  }
  const { judged, crlProvenAt } = judgeChain(parts, context)
  for (const { reports } of judged) for (const one of reports) report(...one)
  const allTimes = judged.flatMap(({ time }) => time ?? [])
  const archives = judged.filter(({ isArchive }) => isArchive)
  checkOrder(allTimes, parts, report)
  return {
    times: judged.flatMap(({ isArchive, time }) => (isArchive ? [] : (time ?? []))),
    allTimes,
    isArchived: archives.length > 0 && archives.every(({ time }) => time !== null),
    crlProvenAt,
  }
}

/** From the last property to the first; `judged` is in document order. */
function judgeChain(parts: SignatureParts, context: Context) {
  const { embedded, verification, stampBudget } = context
  const canonicalize = canonicalizeOnce()
  const judged: Judged[] = []
  let existence = context.existence
  // What is known of the properties behind the one at hand; all those before it share `existence`.
  const behind = new Map<number, Existence>()
  const crlProvenAt = (crl: Crl): Date => {
    const place = embedded.propertyOf.get(crl)
    const known = place === undefined ? undefined : (behind.get(place) ?? existence)
    return known?.isProven ? known.at : askedAt(context)
  }
  for (const [index, property] of [...parts.unsignedProperties.entries()].reverse()) {
    behind.set(index, existence)
    if (!isTimestamp(property)) continue
    const question = { embedded, verification, stampBudget, existence, crlProvenAt }
    const one = judgeOne(property, { parts, canonicalize }, question)
    judged.unshift(one)
    if (one.isArchive && one.time !== null) existence = earlier(existence, one.time)
  }
  return { judged, crlProvenAt }
}

function judgeOne(
  property: Element,
  { parts, canonicalize }: { parts: SignatureParts; canonicalize: Canonicalize },
  question: Parameters<typeof judgeTimestamp>[3],
): Judged {
  const isArchive = isNamed(property, 'xa141', 'ArchiveTimeStamp')
  const reports: Judged['reports'] = []
  const report: Report = (...one) => reports.push(one)
  const time = isArchive
    ? judgeTimestamp(
        property,
        stampCodes.archive,
        (method) => concatBytes(...archiveTimestampInput(parts, property, method, canonicalize)),
        question,
        report,
      )
    : judgeTimestamp(
        property,
        stampCodes.signature,
        (method) => canonicalize(parts.signatureValue, method),
        question,
        report,
      )
  return { isArchive, time, reports }
}

function isTimestamp(property: Element): boolean {
  return isNamed(property, 'xa', 'SignatureTimeStamp') || isNamed(property, 'xa141', 'ArchiveTimeStamp')
}

function askedAt({ verification: { at, validationTime = at } }: Context): Date {
  return validationTime
}

/** Later properties were stamped later (V16). */
function checkOrder(times: readonly Date[], { qualifyingProperties }: SignatureParts, report: Report): void {
  const isOrdered = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time))
  if (!isOrdered) report('timestamp_order', qualifyingProperties)
}
