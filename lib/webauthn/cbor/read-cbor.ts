/** A CBOR value; integers beyond 2^53 are `bigint`. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array<ArrayBuffer>
  | CborValue[]
  | CborMap

export type CborMap = ReadonlyMap<CborValue, CborValue>

/** One item and its length in bytes. */
export type CborItem = { value: CborValue; length: number }

/** CTAP2 itself allows 4 levels; statements of formats unknown here may go deeper. */
const maxDepth = 16

/**
 * Reads the one CBOR item at the start of `bytes`; `null` when it is not in the CTAP2 canonical form (CTAP 2.2 §8, which
 * WebAuthn L3 §2.4 asks decoders to insist on): shortest lengths and integers, nothing indefinite, no tags, no repeated map
 * key, valid UTF-8. Only the order of map keys is free, because authenticators in use do not keep it. Bytes behind the item
 * are not looked at. Byte strings are copies.
 */
export function readCborItem(bytes: Uint8Array): CborItem | null {
  return readItem(bytes, 0, 0)
}

/** The value of the one CBOR item that fills `bytes` exactly; `null` for anything else. */
export function readCbor(bytes: Uint8Array): { value: CborValue } | null {
  const item = readCborItem(bytes)
  return item?.length === bytes.length ? item : null
}

type Head = { major: number; info: number; argument: number | bigint; end: number }

function readItem(bytes: Uint8Array, start: number, depth: number): CborItem | null {
  const head = readHead(bytes, start)
  if (head === null || depth > maxDepth) return null
  const { major, argument, end } = head
  if (major === 7) return readSimple(bytes, head, start)
  if (major === 0) return { value: argument, length: end - start }
  if (major === 1) return { value: negative(argument), length: end - start }
  if (typeof argument === 'bigint' || argument > bytes.length) return null
  if (major === 2 || major === 3) return readString(bytes, head, start)
  if (major === 4) return readArray(bytes, { start, end, count: argument, depth })
  return major === 5 ? readMap(bytes, { start, end, count: argument, depth }) : null
}

/** The initial byte and the argument (RFC 8949 §3), which must be in its shortest form. */
function readHead(bytes: Uint8Array, start: number): Head | null {
  const initial = bytes[start]
  if (initial === undefined) return null
  const major = initial >> 5
  const info = initial & 0x1f
  if (info < 24) return { major, info, argument: info, end: start + 1 }
  if (info > 27) return null
  const end = start + 1 + 2 ** (info - 24)
  if (end > bytes.length) return null
  const argument = bytes.subarray(start + 1, end).reduce((value, byte) => value * 256n + BigInt(byte), 0n)
  const shortest = [24n, 0x1_00n, 0x1_0000n, 0x1_0000_0000n][info - 24] ?? 0n
  // The bytes of a floating-point number are no length, so they have no shortest form.
  const isFloat = major === 7 && info > 24
  if (!isFloat && argument < shortest) return null
  return { major, info, argument: argument > Number.MAX_SAFE_INTEGER ? argument : Number(argument), end }
}

function negative(argument: number | bigint): number | bigint {
  return typeof argument === 'number' && argument < Number.MAX_SAFE_INTEGER ? -1 - argument : -1n - BigInt(argument)
}

function readSimple(bytes: Uint8Array, { info, end }: Head, start: number): CborItem | null {
  const length = end - start
  if (info >= 20 && info <= 23) return { value: [false, true, null, undefined][info - 20], length }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start + 1, length - 1)
  if (info === 25) return { value: halfFloat(view.getUint16(0)), length }
  if (info === 26) return { value: view.getFloat32(0), length }
  return info === 27 ? { value: view.getFloat64(0), length } : null
}

/** IEEE 754 half precision (RFC 8949 appendix D). */
function halfFloat(half: number): number {
  const exponent = (half >> 10) & 0x1f
  const mantissa = half & 0x3ff
  const sign = half & 0x8000 ? -1 : 1
  if (exponent === 0) return sign * mantissa * 2 ** -24
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (mantissa + 1024) * 2 ** (exponent - 25)
}

function readString(bytes: Uint8Array, { major, argument, end }: Head, start: number): CborItem | null {
  const stop = end + Number(argument)
  if (stop > bytes.length) return null
  const contents = new Uint8Array(bytes.subarray(end, stop))
  const value = major === 2 ? contents : decodeText(contents)
  return value === null ? null : { value, length: stop - start }
}

function decodeText(contents: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(contents)
  } catch {
    return null
  }
}

type Container = { start: number; end: number; count: number; depth: number }

function readArray(bytes: Uint8Array, { start, end, count, depth }: Container): CborItem | null {
  const value: CborValue[] = []
  let next = end
  for (let index = 0; index < count; index += 1) {
    const item = readItem(bytes, next, depth + 1)
    if (item === null) return null
    value.push(item.value)
    next += item.length
  }
  return { value, length: next - start }
}

function readMap(bytes: Uint8Array, { start, end, count, depth }: Container): CborItem | null {
  const value = new Map<CborValue, CborValue>()
  let next = end
  for (let index = 0; index < count; index += 1) {
    const key = readItem(bytes, next, depth + 1)
    const member = key && readItem(bytes, next + key.length, depth + 1)
    // Keys are integers or texts (CTAP 2.2 §8), so equality of values is equality of keys.
    if (!key || !member || !isKey(key.value) || value.has(key.value)) return null
    value.set(key.value, member.value)
    next += key.length + member.length
  }
  return { value, length: next - start }
}

function isKey(value: CborValue): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
}
