import { concatBytes, joinBytes, utf8 } from '@/lib/kernel/bytes'
import { DER } from './der-element'

type Octets = Uint8Array<ArrayBuffer>

const constructed = 0x20
const contextClass = 0x80
/** X.690 §8.1.2.4: from here on the tag number follows the identifier in base 128. */
const longTag = 31

/** One element under a universal tag; SEQUENCE and SET become constructed. */
export function encodeUniversal(tag: number, ...contents: readonly Uint8Array[]): Octets {
  return encode(tag === DER.sequence || tag === DER.set ? tag | constructed : tag, contents)
}

/** SEQUENCE of already encoded elements; `null` stands for an absent OPTIONAL. */
export function encodeSequence(...elements: readonly (Uint8Array | null)[]): Octets {
  return encode(DER.sequence | constructed, present(elements))
}

/** SEQUENCE OF already encoded elements, however many. */
export function encodeSequenceOf(elements: readonly Uint8Array[]): Octets {
  return encode(DER.sequence | constructed, elements)
}

/** SET OF already encoded elements, sorted as X.690 §11.6 asks. */
export function encodeSetOf(...elements: readonly Uint8Array[]): Octets {
  return encode(DER.set | constructed, [...elements].sort(compareOctets))
}

/** Constructed element under a context tag: EXPLICIT tagging, or IMPLICIT of a SEQUENCE or SET. */
export function encodeContext(tag: number, ...elements: readonly (Uint8Array | null)[]): Octets {
  return encode(
    contextClass | constructed | Math.min(tag, longTag),
    present(elements),
    tag < longTag ? [] : base128(BigInt(tag)),
  )
}

/** Primitive element under a context tag below 31: IMPLICIT tagging of a primitive type. */
export function encodeContextPrimitive(tag: number, contents: Uint8Array): Octets {
  return encode(contextClass | tag, [contents])
}

export function encodeBoolean(value: boolean): Octets {
  return encode(DER.boolean, [new Uint8Array([value ? 0xff : 0x00])])
}

/** INTEGER of any size, minimal. */
export function encodeInteger(value: number | bigint): Octets {
  return encode(DER.integer, [integerOctets(BigInt(value))])
}

/** Non-negative INTEGER from big-endian octets, whatever leading zeros they have. */
export function encodeUnsignedInteger(octets: Uint8Array): Octets {
  const first = octets.findIndex((octet) => octet !== 0)
  const magnitude = first === -1 ? new Uint8Array([0]) : octets.subarray(first)
  return encode(DER.integer, (magnitude[0] ?? 0) > 0x7f ? [new Uint8Array([0]), magnitude] : [magnitude])
}

export function encodeEnumerated(value: number): Octets {
  return encode(DER.enumerated, [integerOctets(BigInt(value))])
}

export function encodeNull(): Octets {
  return encode(DER.null, [])
}

export function encodeOctetString(contents: Uint8Array): Octets {
  return encode(DER.octetString, [contents])
}

/** BIT STRING of whole octets: keys and signatures. */
export function encodeBitString(contents: Uint8Array): Octets {
  return encode(DER.bitString, [new Uint8Array([0]), contents])
}

/** BIT STRING of named bits without trailing zero bits (X.690 §11.2.2). */
export function encodeNamedBits(bits: readonly number[]): Octets {
  return encode(DER.bitString, [namedBitsContents(bits)])
}

/** The contents of such a BIT STRING, for IMPLICIT tagging. */
export function namedBitsContents(bits: readonly number[]): Octets {
  if (bits.length === 0) return new Uint8Array([0])
  const last = Math.max(...bits)
  const octets = new Uint8Array(Math.floor(last / 8) + 1)
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return concatBytes(new Uint8Array([7 - (last & 7)]), octets)
}

export function encodeObjectId(dotted: string): Octets {
  return encode(DER.objectId, [objectIdContents(dotted)])
}

/** The contents of an OBJECT IDENTIFIER, for IMPLICIT tagging. */
export function objectIdContents(dotted: string): Octets {
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  return new Uint8Array([root * 40n + second, ...rest].flatMap(base128))
}

export function encodeUtf8String(text: string): Octets {
  return encode(DER.utf8String, [utf8(text)])
}

/** The caller has made sure that the text is printable (X.680 §41.4). */
export function encodePrintableString(text: string): Octets {
  return encode(DER.printableString, [utf8(text)])
}

/** The caller has made sure that the text is ASCII. */
export function encodeIa5String(text: string): Octets {
  return encode(DER.ia5String, [utf8(text)])
}

/** Validity times (RFC 5280 §4.1.2.5): UTCTime through 2049, GeneralizedTime after; fractions of a second are cut off. */
export function encodeTime(time: Date): Octets {
  const text = compact(time)
  const year = time.getUTCFullYear()
  if (year >= 1950 && year < 2050) return encode(DER.utcTime, [utf8(`${text.slice(2)}Z`)])
  return encode(DER.generalizedTime, [utf8(`${text}Z`)])
}

/** GeneralizedTime in seconds, with milliseconds only where asked (`20260131235959.5Z`). */
export function encodeGeneralizedTime(time: Date, hasFraction = false): Octets {
  const fraction = hasFraction ? String(time.getUTCMilliseconds()).padStart(3, '0').replace(/0+$/, '') : ''
  return encode(DER.generalizedTime, [utf8(`${compact(time)}${fraction === '' ? '' : `.${fraction}`}Z`)])
}

function compact(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, '')
}

function encode(identifier: number, contents: readonly Uint8Array[], tagNumber: readonly number[] = []): Octets {
  const body = joinBytes(contents)
  return concatBytes(new Uint8Array([identifier, ...tagNumber, ...lengthOctets(body.length)]), body)
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

function integerOctets(value: bigint): Octets {
  const octets: number[] = []
  let rest = value
  for (;;) {
    const octet = Number(rest & 0xffn)
    octets.unshift(octet)
    rest >>= 8n
    if ((rest === 0n && octet < 0x80) || (rest === -1n && octet > 0x7f)) return new Uint8Array(octets)
  }
}

function base128(value: bigint): number[] {
  const octets = [Number(value & 0x7fn)]
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80)
  return octets
}

function present(elements: readonly (Uint8Array | null)[]): Uint8Array[] {
  return elements.filter((element) => element !== null)
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const place = a.findIndex((octet, index) => octet !== b[index])
  if (place === -1) return a.length - b.length
  return (a[place] ?? 0) - (b[place] ?? -1)
}
