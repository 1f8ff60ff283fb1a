import { readPlainAlgorithm } from '../cms/digest-algorithm'
import { DER, type DerElement } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readGeneralizedTime } from '../der/der-time'
import {
  asUniversal,
  readBoolean,
  readExplicit,
  readIntegerOctets,
  readObjectId,
  readOctetString,
  readSequence,
  readSerialNumber,
  readSmallInteger,
} from '../der/der-values'
import { readDer } from '../der/read-der'
import { parseExtensions } from '../extensions'
import { parseGeneralName } from '../general-name'
import { PkiError } from '../pki-error'

/** TSTInfo (RFC 3161 §2.4.2). */
export type TstInfo = {
  /** Dotted object identifiers. */
  policy: string
  imprint: { hashAlgorithm: string; digest: Uint8Array }
  /** Lower-case hex. */
  serialNumber: string
  genTime: Date
  /** Microseconds by which genTime may be off; `null` when the TSA says nothing. */
  accuracyMicros: number | null
  isOrdering: boolean
  /** Two's complement octets of the INTEGER. */
  nonce: Uint8Array | null
  hasCriticalExtension: boolean
}

const limits = { maxOctets: 16 * 1024, maxDepth: 16 }

/** @throws {PkiError} der_*, extension_malformed, extension_duplicate */
export function parseTstInfo(octets: Uint8Array): TstInfo {
  const fields = derFields(readSequence(readDer(octets, limits)))
  if (readSmallInteger(fields.take()) !== 1) throw malformed('version of TSTInfo')
  const policy = readObjectId(fields.take())
  const imprint = derFields(readSequence(fields.take()))
  const hashAlgorithm = readPlainAlgorithm(imprint.take())
  const digest = readOctetString(imprint.take())
  imprint.end()
  const serialNumber = readSerialNumber(fields.take())
  const genTime = readGeneralizedTime(fields.take())
  const accuracy = fields.takeUniversal(DER.sequence)
  const ordering = fields.takeUniversal(DER.boolean)
  const nonce = fields.takeUniversal(DER.integer)
  const tsa = fields.takeContext(0)
  const extensions = fields.takeContext(1)
  fields.end()
  // A hint only (RFC 3161 §2.4.2): it has to be well-formed, and nothing is decided with it.
  if (tsa !== null) parseGeneralName(readExplicit(tsa, 0))
  return {
    policy,
    imprint: { hashAlgorithm, digest },
    serialNumber,
    genTime,
    accuracyMicros: accuracy === null ? null : readAccuracy(accuracy),
    isOrdering: ordering !== null && readBoolean(ordering),
    nonce: nonce === null ? null : readIntegerOctets(nonce),
    hasCriticalExtension: extensions !== null && hasCritical(extensions),
  }
}

function readAccuracy(element: DerElement): number {
  const fields = derFields(readSequence(element))
  const seconds = fields.takeUniversal(DER.integer)
  const millis = fields.takeContext(0)
  const micros = fields.takeContext(1)
  fields.end()
  return (seconds === null ? 0 : readSmallInteger(seconds) * 1_000_000) + part(millis) * 1_000 + part(micros)
}

function part(element: DerElement | null): number {
  if (element === null) return 0
  const value = readSmallInteger(asUniversal(element, DER.integer))
  if (value < 1 || value > 999) throw malformed('accuracy')
  return value
}

function hasCritical(element: DerElement): boolean {
  return [...parseExtensions(asUniversal(element, DER.sequence)).values()].some(({ isCritical }) => isCritical)
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
