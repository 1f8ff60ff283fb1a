import { isoCBOR } from '@simplewebauthn/server/helpers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '@/lib/kernel/bytes'
import { type CborValue, readCbor, readCborItem } from './read-cbor'

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** RFC 8949 appendix A, as far as CTAP2 allows it. */
const vectors: [string, CborValue][] = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['20', -1],
  ['3903e7', -1000],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['f7', undefined],
  ['f93c00', 1],
  ['f97bff', 65_504],
  ['f90001', 2 ** -24],
  ['f9fc00', Number.NEGATIVE_INFINITY],
  ['fa47c35000', 100_000],
  ['fb3ff199999999999a', 1.1],
  ['40', new Uint8Array()],
  ['4401020304', new Uint8Array([1, 2, 3, 4])],
  ['62c3bc', 'ü'],
  ['6161', 'a'],
  ['80', []],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['a0', new Map()],
  [
    'a26161016162820203',
    new Map<CborValue, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
]

/** What CTAP2 canonical CBOR does not allow, or what is no CBOR at all. */
const refused: [string, string][] = [
  ['nothing', ''],
  ['a number below 24 in two bytes', '1817'],
  ['a number below 256 in three bytes', '1900ff'],
  ['a number below 2^16 in five bytes', '1a0000ffff'],
  ['a number below 2^32 in nine bytes', '1b00000000ffffffff'],
  ['a negative number in its long form', '3800'],
  ['a byte string with a long length', '580100'],
  ['an array with a long length', '980100'],
  ['an indefinite byte string', '5f4101ff'],
  ['an indefinite text', '7f6161ff'],
  ['an indefinite array', '9f01ff'],
  ['an indefinite map', 'bf616101ff'],
  ['a reserved head', '1c'],
  ['a tag', 'c074323031332d30332d32315432303a30343a30305a'],
  ['a simple value of no meaning', 'f0'],
  ['a simple value in two bytes', 'f814'],
  ['a break on its own', 'ff'],
  ['a repeated key', 'a2616101616102'],
  ['a key that is a byte string', 'a1410101'],
  ['a key that is an array', 'a18001'],
  ['a text that is no UTF-8', '61ff'],
  ['a byte string that reaches beyond the end', '4301'],
  ['an array with an element missing', '8201'],
  ['a map with a value missing', 'a101'],
  ['a length of 2^64 - 1', '5bffffffffffffffff'],
  ['an array of 2^32 elements', '9b0000000100000000'],
  ['nested 17 deep', `${'81'.repeat(17)}00`],
]

describe('AT-44: CBOR is read in its canonical form', () => {
  test.each(vectors)('%s is read', (text, value) => {
    expect(readCbor(hex(text))).toEqual({ value, length: text.length / 2 })
  })

  test.each(refused)('%s is refused', (_, text) => {
    expect(readCborItem(hex(text))).toBeNull()
  })

  test('twins: nested 16 deep, and a map in another order than the canonical one', () => {
    expect(readCbor(hex(`${'81'.repeat(16)}00`))).not.toBeNull()
    expect(readCbor(hex('a2616201616102'))).not.toBeNull()
  })

  test('a byte behind the item is seen', () => {
    for (const [text] of vectors) {
      const bytes = concatBytes(hex(text), new Uint8Array(1))
      expect(readCbor(bytes)).toBeNull()
      expect(readCborItem(bytes)?.length).toBe(bytes.length - 1)
    }
  })
})

describe('properties', () => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
  )

  test('what another encoder wrote comes back, whatever follows it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(leaf)), fc.uint8Array(), (members, tail) => {
        const map = new Map(Object.entries(members))
        const encoded = new Uint8Array(isoCBOR.encode(map))
        expect(readCborItem(concatBytes(encoded, tail))).toEqual({ value: map, length: encoded.length })
        expect(readCborItem(encoded.subarray(0, -1))).toBeNull()
      }),
    )
  })

  test('arbitrary bytes never throw, and those that are read hold not one byte more than their value needs', () => {
    const scalar = fc.constantFrom(0x00, 0x17, 0x18, 0x19, 0x20, 0x38, 0x41, 0x58, 0x61, 0x78, 0x81, 0xa1, 0xf5, 0xff)
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.array(scalar, { maxLength: 12 }))
    fc.assert(
      fc.property(bytes, (list) => {
        const input = Uint8Array.from(list)
        const item = readCborItem(input)
        if (item === null || holdsFloat(item.value) || input.subarray(0, item.length).some(isFloatHead)) return
        expect(isoCBOR.encode(forLibrary(item.value)).length).toBe(item.length)
      }),
      { numRuns: 5_000 },
    )
  })
})

type LibraryValue = Parameters<typeof isoCBOR.encode>[0]

/** The library encodes the values that this reader returns, as far as its type goes. */
function forLibrary(value: CborValue): LibraryValue {
  if (Array.isArray(value)) return value.map(forLibrary)
  if (value instanceof Map) {
    return new Map([...value].map(([key, member]) => [key as string | number, forLibrary(member)]))
  }
  return value as LibraryValue
}

/** A float such as 0.0 reads as an integer, which needs fewer bytes (RFC 8949 §3.3). */
function isFloatHead(byte: number): boolean {
  return byte >= 0xf9 && byte <= 0xfb
}

function holdsFloat(value: CborValue): boolean {
  if (Array.isArray(value)) return value.some(holdsFloat)
  if (value instanceof Map) return [...value].some(([key, member]) => typeof key === 'bigint' || holdsFloat(member))
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isSafeInteger(value))
}
