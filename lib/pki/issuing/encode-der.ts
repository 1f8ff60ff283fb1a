import { concatBytes, utf8 } from '@/lib/kernel/bytes'

/** One DER value (X.690 §10): definite minimal length; `parts` are joined as its content. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concatBytes(...parts)
  return concatBytes(new Uint8Array([tag]), lengthOctets(content.length), content)
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0x30, ...parts)
}

/** SET OF: the values in the ascending order of their encodings (X.690 §11.6). */
export function setOf(...values: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0x31, ...[...values].sort(compareBytes))
}

export function explicit(tagNumber: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0xa0 | tagNumber, ...parts)
}

/** A primitive value under a context tag in place of its own. */
export function implicit(tagNumber: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(0x80 | tagNumber, content)
}

/** INTEGER of a number that is not negative, given as a number, or big-endian octets, or hexadecimal text. */
export function unsignedInteger(value: number | string | Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = value instanceof Uint8Array ? value : hexOctets(typeof value === 'number' ? value.toString(16) : value)
  const start = octets.findIndex((octet) => octet !== 0)
  const magnitude = start < 0 ? new Uint8Array([0]) : octets.subarray(start)
  return (magnitude[0] ?? 0) & 0x80 ? tlv(0x02, new Uint8Array([0]), magnitude) : tlv(0x02, magnitude)
}

/** OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  return tlv(0x06, ...[first * 40n + second, ...rest].map(base128))
}

export function booleanTrue(): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x01, 0x01, 0xff])
}

export function nullValue(): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x05, 0x00])
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0x04, ...parts)
}

/** BIT STRING of whole octets. */
export function bitString(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(0x03, new Uint8Array([0]), octets)
}

/** BIT STRING of named bits: trailing zero bits left out (X.690 §11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array<ArrayBuffer> {
  const highest = Math.max(-1, ...bits)
  const octets = new Uint8Array(Math.ceil((highest + 1) / 8))
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return tlv(0x03, new Uint8Array([highest < 0 ? 0 : 7 - (highest & 7)]), octets)
}

export function utf8String(text: string): Uint8Array<ArrayBuffer> {
  return tlv(0x0c, utf8(text))
}

export function printableString(text: string): Uint8Array<ArrayBuffer> {
  return tlv(0x13, utf8(text))
}

/** UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5); fractions of a second are cut off. */
export function time(date: Date): Uint8Array<ArrayBuffer> {
  return date.getUTCFullYear() < 2050 ? tlv(0x17, utf8(timeText(date).slice(2))) : generalizedTime(date)
}

/** GeneralizedTime in whole seconds, UTC. */
export function generalizedTime(date: Date): Uint8Array<ArrayBuffer> {
  return tlv(0x18, utf8(timeText(date)))
}

function timeText(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return new Uint8Array([length])
  const octets = hexOctets(length.toString(16))
  return concatBytes(new Uint8Array([0x80 | octets.length]), octets)
}

function base128(arc: bigint): Uint8Array {
  const septets = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) septets.unshift(Number(rest & 0x7fn) | 0x80)
  return new Uint8Array(septets)
}

function hexOctets(hex: string): Uint8Array {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Uint8Array.from({ length: even.length / 2 }, (_, index) =>
    Number.parseInt(even.slice(index * 2, index * 2 + 2), 16),
  )
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
