import { PkiError } from '../pki-error'
import { DER, type DerElement, isContext, isUniversal } from './der-element'
import { derChildren } from './read-der'

const maxObjectIdOctets = 64

/** The elements of a SEQUENCE. @throws {PkiError} der_malformed */
export function readSequence(element: DerElement | undefined): DerElement[] {
  if (!isUniversal(element, DER.sequence)) throw unexpected('SEQUENCE')
  return derChildren(element)
}

/** The elements of a SET. @throws {PkiError} der_malformed */
export function readSet(element: DerElement | undefined): DerElement[] {
  if (!isUniversal(element, DER.set)) throw unexpected('SET')
  return derChildren(element)
}

/** The one element under an explicit context tag. @throws {PkiError} der_malformed */
export function readExplicit(element: DerElement | undefined, tag: number): DerElement {
  if (!isContext(element, tag) || !element.isConstructed) throw unexpected(`[${tag}]`)
  const [inner, ...rest] = derChildren(element)
  if (inner === undefined || rest.length > 0) throw unexpected(`one element in [${tag}]`)
  return inner
}

/** The same octets read under another tag, for IMPLICIT tagging: the caller names what they are. */
export function asUniversal(element: DerElement, tag: number): DerElement {
  const mustBeConstructed = tag === DER.sequence || tag === DER.set
  if (element.isConstructed !== mustBeConstructed) throw unexpected(`implicit tag ${tag}`)
  return { ...element, tagClass: 'universal', tag }
}

/** X.690 §11.1: 00 or FF. @throws {PkiError} der_malformed */
export function readBoolean(element: DerElement | undefined): boolean {
  const contents = primitive(element, DER.boolean, 'BOOLEAN')
  if (contents.length !== 1 || (contents[0] !== 0x00 && contents[0] !== 0xff)) throw unexpected('BOOLEAN of 00 or FF')
  return contents[0] === 0xff
}

/** Two's complement octets of an INTEGER, minimal (X.690 §8.3.2). @throws {PkiError} der_malformed */
export function readIntegerOctets(element: DerElement | undefined): Uint8Array {
  return minimal(primitive(element, DER.integer, 'INTEGER'))
}

/** An INTEGER of at most 1025 octets: 8192 bits and a sign. @throws {PkiError} der_malformed */
export function readInteger(element: DerElement | undefined): bigint {
  const octets = readIntegerOctets(element)
  if (octets.length > 1025) throw unexpected('INTEGER of at most 1025 octets')
  const value = BigInt(`0x${toHex(octets)}`)
  return (octets[0] ?? 0) > 0x7f ? value - (1n << BigInt(8 * octets.length)) : value
}

/** An INTEGER or ENUMERATED from 0 to 2^31-1. @throws {PkiError} der_malformed */
export function readSmallInteger(element: DerElement | undefined): number {
  const tag = isUniversal(element, DER.enumerated) ? DER.enumerated : DER.integer
  const octets = minimal(primitive(element, tag, 'INTEGER'))
  if (octets.length > 4 || (octets[0] ?? 0) > 0x7f) throw unexpected('small INTEGER')
  return octets.reduce((value, octet) => value * 256 + octet, 0)
}

/**
 * Lower-case hex of an INTEGER of at most 160 bits without leading zero bytes, as serial numbers are compared. Some CAs issue
 * zero and negative ones, which RFC 5280 §4.1.2.2 asks readers to bear with: a negative one has a minus sign in front.
 * @throws {PkiError} der_malformed
 */
export function readSerialNumber(element: DerElement | undefined): string {
  const serialNumber = readLongSerialNumber(element)
  if (serialNumber.length > 41) throw unexpected('serial number of at most 160 bits')
  return serialNumber
}

/** The same without a limit of its own: in a list one number that is too long says nothing about the others. */
export function readLongSerialNumber(element: DerElement | undefined): string {
  const octets = readIntegerOctets(element)
  if ((octets[0] ?? 0) > 0x7f) {
    const magnitude = ((1n << BigInt(8 * octets.length)) - BigInt(`0x${toHex(octets)}`)).toString(16)
    return `-${magnitude.length % 2 === 0 ? '' : '0'}${magnitude}`
  }
  return toHex(octets.length > 1 && octets[0] === 0 ? octets.subarray(1) : octets)
}

/** Dotted form of an OBJECT IDENTIFIER with minimal arcs (X.690 §8.19.2). @throws {PkiError} der_malformed */
export function readObjectId(element: DerElement | undefined): string {
  const contents = primitive(element, DER.objectId, 'OBJECT IDENTIFIER')
  if (contents.length === 0 || contents.length > maxObjectIdOctets) throw unexpected('OBJECT IDENTIFIER')
  const arcs: bigint[] = []
  let arc = 0n
  let isFirst = true
  for (const octet of contents) {
    if (isFirst && octet === 0x80) throw unexpected('minimal arc')
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    isFirst = octet < 0x80
    if (isFirst) {
      arcs.push(arc)
      arc = 0n
    }
  }
  if (!isFirst) throw unexpected('complete arc')
  const [joined = 0n, ...rest] = arcs
  const root = joined < 40n ? 0n : joined < 80n ? 1n : 2n
  return [root, joined - root * 40n, ...rest].join('.')
}

/** A BIT STRING; unused bits are zero (X.690 §11.2.1). @throws {PkiError} der_malformed */
export function readBitString(element: DerElement | undefined): { octets: Uint8Array; unusedBits: number } {
  const contents = primitive(element, DER.bitString, 'BIT STRING')
  const unusedBits = contents[0]
  const octets = contents.subarray(1)
  const last = octets.at(-1)
  if (unusedBits === undefined || unusedBits > 7 || (last === undefined && unusedBits > 0))
    throw unexpected('BIT STRING')
  if (last !== undefined && (last & ((1 << unusedBits) - 1)) !== 0) throw unexpected('unused bits of zero')
  return { octets, unusedBits }
}

/** The octets of a BIT STRING that holds whole octets, as keys and signatures do. @throws {PkiError} der_malformed */
export function readBitStringOctets(element: DerElement | undefined): Uint8Array {
  const { octets, unusedBits } = readBitString(element)
  if (unusedBits !== 0) throw unexpected('BIT STRING of whole octets')
  return octets
}

/** Indexes of the bits set in a BIT STRING, bit 0 first. @throws {PkiError} der_malformed */
export function readNamedBits(element: DerElement | undefined): number[] {
  const { octets } = readBitString(element)
  if (octets.length > 8) throw unexpected('at most 64 named bits')
  return [...octets].flatMap((octet, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (octet & (0x80 >> bit)) !== 0).map((bit) => index * 8 + bit),
  )
}

/** @throws {PkiError} der_malformed */
export function readOctetString(element: DerElement | undefined): Uint8Array {
  return primitive(element, DER.octetString, 'OCTET STRING')
}

/** @throws {PkiError} der_malformed */
export function readNull(element: DerElement | undefined): null {
  if (primitive(element, DER.null, 'NULL').length > 0) throw unexpected('empty NULL')
  return null
}

/** Lower-case hex. */
export function toHex(octets: Uint8Array): string {
  let text = ''
  for (const octet of octets) text += octet.toString(16).padStart(2, '0')
  return text
}

function primitive(element: DerElement | undefined, tag: number, what: string): Uint8Array {
  if (!isUniversal(element, tag) || element.isConstructed) throw unexpected(what)
  return element.contents
}

function minimal(octets: Uint8Array): Uint8Array {
  const [first, second = 0] = octets
  const isPadded = octets.length > 1 && ((first === 0x00 && second < 0x80) || (first === 0xff && second > 0x7f))
  if (first === undefined || isPadded) throw unexpected('minimal INTEGER')
  return octets
}

function unexpected(what: string): PkiError {
  return new PkiError('der_malformed', `${what} expected`)
}
