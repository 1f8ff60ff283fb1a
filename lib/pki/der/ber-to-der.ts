import { concatBytes, joinBytes } from '@/lib/kernel/bytes'
import { PkiError } from '../pki-error'
import { DER, type DerElement } from './der-element'
import { type DerLimits, readDer } from './read-der'

type Octets = Uint8Array<ArrayBuffer>
/** A BER element: `end` is behind its last byte, end-of-contents included; `der` is the element in DER. */
type Read = { der: Uint8Array; end: number }
type Header = { identifier: Uint8Array; isConstructed: boolean; universalTag: number | null; next: number }

const constructedBit = 0x20
/** Universal types that BER may cut into segments: strings, and times, which are strings (X.690 §§8.6, 8.7, 8.23, 8.25). */
const stringTags: readonly number[] = [
  DER.bitString,
  DER.octetString,
  12,
  18,
  19,
  20,
  21,
  22,
  23,
  24,
  25,
  26,
  27,
  28,
  30,
]

/**
 * Reads one element that fills `octets` in BER, as CMS is written (RFC 5652 §2): DER is taken as it is, anything else is turned into
 * DER first. Only for outer structures that are BER by their standard; what is signed inside has its own form.
 * @throws {PkiError} der_malformed, der_too_large, der_too_deep
 */
export function readBer(octets: Uint8Array, limits: DerLimits): DerElement {
  try {
    return readDer(octets, limits)
  } catch (error) {
    if (!(error instanceof PkiError) || error.finding !== 'der_malformed') throw error
    return readDer(berToDer(octets, limits), limits)
  }
}

/**
 * The same element with definite, minimal lengths and strings in one piece; what is DER already stays byte for byte. Nothing is
 * sorted, and no value is changed but TRUE, which DER writes as FF.
 * @throws {PkiError} der_malformed, der_too_large, der_too_deep
 */
export function berToDer(octets: Uint8Array, { maxOctets, maxDepth }: DerLimits): Octets {
  if (octets.length > maxOctets) throw new PkiError('der_too_large', `${octets.length} bytes`)
  const { der, end } = readElement(octets, 0, octets.length, maxDepth)
  if (end !== octets.length) throw malformed('bytes behind the element')
  return new Uint8Array(der)
}

function readElement(octets: Uint8Array, start: number, limit: number, depthLeft: number): Read {
  const header = readHeader(octets, start, limit)
  const length = readLength(octets, header.next, limit)
  if (!header.isConstructed) {
    if (length.value === null) throw malformed('indefinite length of a primitive element')
    const end = length.next + length.value
    return { der: encode(header.identifier, toDerValue(header, octets.subarray(length.next, end))), end }
  }
  if (depthLeft === 0) throw new PkiError('der_too_deep')
  const end = length.value === null ? limit : length.next + length.value
  const children = readChildren(octets, { start: length.next, end, isIndefinite: length.value === null }, depthLeft - 1)
  const isString = header.universalTag !== null && stringTags.includes(header.universalTag)
  return {
    der: isString ? joinSegments(header, children.list) : encode(header.identifier, joinBytes(children.list)),
    end: children.end,
  }
}

function readChildren(
  octets: Uint8Array,
  { start, end, isIndefinite }: { start: number; end: number; isIndefinite: boolean },
  depthLeft: number,
): { list: Uint8Array[]; end: number } {
  const list: Uint8Array[] = []
  let place = start
  while (isIndefinite || place < end) {
    if (isIndefinite && octets[place] === 0 && octets[place + 1] === 0 && place + 2 <= end)
      return { list, end: place + 2 }
    const child = readElement(octets, place, end, depthLeft)
    list.push(child.der)
    place = child.end
  }
  return { list, end: place }
}

/** X.690 §8.6.4, §8.7.3: segments are strings of their own, already in one piece here; of bits only the last may be cut off. */
function joinSegments({ identifier, universalTag }: Header, segments: readonly Uint8Array[]): Uint8Array {
  const isBits = universalTag === DER.bitString
  const contents = segments.map((segment) => {
    if (segment[0] !== (isBits ? DER.bitString : DER.octetString)) throw malformed('segment of another type')
    return segment.subarray(headerLength(segment))
  })
  const primitive = Uint8Array.of((identifier[0] ?? 0) & ~constructedBit)
  if (!isBits) return encode(primitive, joinBytes(contents))
  if (contents.some((segment, index) => segment.length === 0 || (index < contents.length - 1 && segment[0] !== 0))) {
    throw malformed('segment of a BIT STRING')
  }
  const unused = contents.at(-1)?.[0] ?? 0
  return encode(primitive, concatBytes(Uint8Array.of(unused), ...contents.map((segment) => segment.subarray(1))))
}

/** Of a DER element with a tag below 31. */
function headerLength(der: Uint8Array): number {
  const first = der[1] ?? 0
  return first < 0x80 ? 2 : 2 + (first & 0x7f)
}

/** X.690 §11.1. */
function toDerValue({ universalTag }: Header, contents: Uint8Array): Uint8Array {
  return universalTag === DER.boolean && contents.length === 1 && contents[0] !== 0 ? Uint8Array.of(0xff) : contents
}

function readHeader(octets: Uint8Array, start: number, limit: number): Header {
  let next = start + 1
  const first = octets[start] ?? 0
  if (start >= limit) throw malformed('truncated')
  if ((first & 0x1f) === 0x1f) {
    while (next < limit && (octets[next] ?? 0) >= 0x80) next += 1
    next += 1
  }
  if (next > limit) throw malformed('truncated')
  const universalTag = first < 0x40 && (first & 0x1f) !== 0x1f ? first & 0x1f : null
  if (universalTag === 0) throw malformed('end-of-contents')
  return { identifier: octets.subarray(start, next), isConstructed: (first & constructedBit) !== 0, universalTag, next }
}

/** `null` for the indefinite form. */
function readLength(octets: Uint8Array, start: number, limit: number): { value: number | null; next: number } {
  const first = octets[start] ?? 0
  if (start >= limit || first === 0xff) throw malformed('length')
  if (first === 0x80) return { value: null, next: start + 1 }
  const count = first < 0x80 ? 0 : first & 0x7f
  const next = start + 1 + count
  let value = count === 0 ? first : 0
  for (let index = start + 1; index < next && index < limit; index += 1) {
    value = value * 256 + (octets[index] ?? 0)
    if (value > octets.length) break
  }
  if (next + value > limit) throw malformed('element reaches beyond its container')
  return { value, next }
}

function encode(identifier: Uint8Array, contents: Uint8Array): Octets {
  return concatBytes(identifier, Uint8Array.from(lengthBytes(contents.length)), contents)
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
