import { hash } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import { readGeneralizedTime, readTime } from './der/der-time'
import { readLongSerialNumber, readSequence, readSmallInteger } from './der/der-values'
import { type Extensions, parseExtensions, parseExtensionValue } from './extensions'
import { parseGeneralNames } from './general-name'
import { type Name, toNameKey } from './name'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'

/** CRLReason (RFC 5280 §5.3.1). */
export const CRL_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

export type CrlReason = keyof typeof CRL_REASONS

/**
 * `reason`: `absent` without the extension, which says something else than `unspecified` (RFC 3161 §4); `undefined` for a number
 * that has no meaning, as 7. `invalidSince`: the revocation date, or the invalidity date (RFC 5280 §5.3.2) where that one is earlier.
 */
export type CrlEntry = {
  serialNumber: string
  revocationDate: Date
  invalidSince: Date
  reason: CrlReason | 'absent' | 'undefined'
}

type EntryExtensions = { reason: CrlEntry['reason']; invalidityDate: Date | null; extensions: Extensions }

/** The entries under issuer and serial number. A CRL with an unknown critical entry extension answers nothing. */
export type CrlEntries = { bySerial: ReadonlyMap<string, CrlEntry>; hasUnknownCriticalExtension: boolean }

const reasonByCode = new Map<number, CrlReason>(
  Object.entries(CRL_REASONS).flatMap(([reason, code]) => (isReason(reason) ? [[code, reason]] : [])),
)
const processedExtensions: readonly string[] = [OID.reasonCode, OID.invalidityDate, OID.certificateIssuer]
const noExtensions: EntryExtensions = { reason: 'absent', invalidityDate: null, extensions: new Map() }
const maxRemembered = 8
/** Entries between two pauses: about two milliseconds of work. */
const entriesPerStep = 500

/** `null`: no reason is given. */
export function toReason(code: number | null): CrlEntry['reason'] {
  return code === null ? 'absent' : (reasonByCode.get(code) ?? 'undefined')
}

/** The entry of a certificate, by the name of its issuer (which differs from the CRL's in an indirect CRL). */
export function findCrlEntry(entries: CrlEntries, issuer: Name, serialNumber: string): CrlEntry | null {
  return entries.bySerial.get(`${serialNumber}\u0003${toIssuerKey(issuer)}`) ?? null
}

/** Short for every name, because each entry has it in its key: a name may be as long as the CRL. */
function toIssuerKey(issuer: Name): string {
  return hash('sha256', toNameKey(issuer), 'base64')
}

/**
 * revokedCertificates (RFC 5280 §5.1.2.6, §5.3). An entry without certificateIssuer has the one of the entry before it; the same
 * certificate twice keeps its heaviest entry. What is odd about one entry, such as a negative or over-long serial number, a reason
 * that is not defined, or removeFromCRL outside of a delta CRL (§5.3.1), concerns that entry alone: the others still count. A CRL may
 * list hundreds of thousands: the caller goes on after each pause when it likes.
 * @throws {PkiError} crl_malformed, extension_*, der_malformed
 */
export function* readCrlEntries(
  revoked: DerElement | null,
  { issuer, isV2, isIndirect }: { issuer: Name; isV2: boolean; isIndirect: boolean },
): Generator<void, CrlEntries> {
  const bySerial = new Map<string, CrlEntry>()
  let hasUnknownCriticalExtension = false
  const readExtensions = rememberExtensions()
  let issuerKey = toIssuerKey(issuer)
  for (const [index, element] of (revoked === null ? [] : readSequence(revoked)).entries()) {
    if (index % entriesPerStep === entriesPerStep - 1) yield
    const { entry, extensions } = parseEntry(element, readExtensions)
    if (extensions.size > 0 && !isV2) throw new PkiError('crl_malformed', 'entry extensions in version 1')
    hasUnknownCriticalExtension ||= hasUnknownCritical(extensions)
    const namedIssuer = readCertificateIssuer(extensions)
    // §5.3.3: in any other CRL it would hide the entry from the certificate that it is about.
    if (namedIssuer !== null && !isIndirect) throw new PkiError('crl_malformed', 'certificateIssuer')
    issuerKey = namedIssuer ?? issuerKey
    const key = `${entry.serialNumber}\u0003${issuerKey}`
    bySerial.set(key, heavier(bySerial.get(key), entry))
  }
  return { bySerial, hasUnknownCriticalExtension }
}

function parseEntry(
  element: DerElement,
  readExtensions: (element: DerElement) => EntryExtensions,
): { entry: CrlEntry; extensions: Extensions } {
  const fields = derFields(readSequence(element))
  const serialNumber = readLongSerialNumber(fields.take())
  const revocationDate = readTime(fields.take())
  const extensionsElement = fields.takeUniversal(DER.sequence)
  fields.end()
  const read = extensionsElement === null ? noExtensions : readExtensions(extensionsElement)
  const { reason, invalidityDate, extensions } = read
  const invalidSince = invalidityDate !== null && invalidityDate < revocationDate ? invalidityDate : revocationDate
  return { entry: { serialNumber, revocationDate, invalidSince, reason }, extensions }
}

/** Most entries of a CRL have the same few extensions: those of the last reading are not read again. */
function rememberExtensions(): (element: DerElement) => EntryExtensions {
  const known: { octets: Uint8Array; parsed: EntryExtensions }[] = []
  return (element) => {
    const found = known.find(({ octets }) => equalBytes(octets, element.octets))
    if (found !== undefined) return found.parsed
    const parsed = parseEntryExtensions(element)
    known.unshift({ octets: element.octets, parsed })
    known.length = Math.min(known.length, maxRemembered)
    return parsed
  }
}

function parseEntryExtensions(element: DerElement): EntryExtensions {
  const extensions = parseExtensions(element)
  const reason = toReason(parseExtensionValue(extensions, OID.reasonCode, readSmallInteger))
  const invalidityDate = parseExtensionValue(extensions, OID.invalidityDate, readGeneralizedTime)
  return { reason, invalidityDate, extensions }
}

function readCertificateIssuer(extensions: Extensions): string | null {
  const names = parseExtensionValue(extensions, OID.certificateIssuer, (element) =>
    parseGeneralNames(readSequence(element)),
  )
  if (names === null) return null
  const directory = names.find((name) => name.kind === 'directory')
  if (directory?.kind !== 'directory') throw new PkiError('crl_malformed', 'certificateIssuer')
  return toIssuerKey(directory.name)
}

function hasUnknownCritical(extensions: Extensions): boolean {
  return [...extensions.values()].some(({ oid, isCritical }) => isCritical && !processedExtensions.includes(oid))
}

function heavier(a: CrlEntry | undefined, b: CrlEntry): CrlEntry {
  if (a === undefined || weight(b) > weight(a)) return b
  return weight(a) === weight(b) && b.invalidSince < a.invalidSince ? b : a
}

function weight({ reason }: CrlEntry): number {
  if (reason === 'removeFromCRL') return 0
  return reason === 'certificateHold' ? 1 : 2
}

function isReason(text: string): text is CrlReason {
  return text in CRL_REASONS
}
