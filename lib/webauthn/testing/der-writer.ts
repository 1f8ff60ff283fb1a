import { concatBytes } from '@/lib/kernel/bytes'

/** One DER element; `tag` is the whole identifier octet, or octets where the tag number is above 30. */
export function der(tag: number | readonly number[], ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatBytes(...contents)
  const identifier = typeof tag === 'number' ? [tag] : tag
  return concatBytes(new Uint8Array(identifier), derLength(body.length), body)
}

export function derSequence(...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return der(0x30, ...contents)
}

/** A non-negative INTEGER below 2^31. */
export function derInteger(value: number): Uint8Array<ArrayBuffer> {
  const octets = [24, 16, 8, 0].map((shift) => (value >> shift) & 0xff)
  while (octets.length > 1 && octets[0] === 0 && (octets[1] ?? 0) < 0x80) octets.shift()
  return der(0x02, new Uint8Array(octets))
}

export function derObjectId(dotted: string): Uint8Array<ArrayBuffer> {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, new Uint8Array([root * 40 + second, ...rest.flatMap(base128)]))
}

/** A constructed element under a context tag of any number. */
export function derContext(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return der(tag < 31 ? 0xa0 | tag : [0xbf, ...base128(tag)], ...contents)
}

function base128(value: number): number[] {
  const octets = [value & 0x7f]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest & 0x7f) | 0x80)
  return octets
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return new Uint8Array([length])
  const octets = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return new Uint8Array([0x80 | octets.length, ...octets])
}
