import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '@/lib/kernel/bytes'
import { PkiError } from '../pki-error'
import { writeBer } from '../testing/write-ber'
import { berToDer, readBer } from './ber-to-der'
import * as write from './write-der'

const limits = { maxOctets: 4_096, maxDepth: 16 }
const hex = (text: string) => Uint8Array.from(text.trim().split(/\s+/), (octet) => Number.parseInt(octet, 16))
const toHex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')

const anyDer = fc.letrec<{ any: Uint8Array; leaf: Uint8Array; inner: Uint8Array }>((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('inner')),
  leaf: fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map(write.encodeOctetString),
    fc.bigInt({ max: 1n << 70n, min: -(1n << 70n) }).map(write.encodeInteger),
    fc.boolean().map(write.encodeBoolean),
    fc.uint8Array({ maxLength: 20 }).map((octets) => write.encodeContextPrimitive(2, octets)),
  ),
  inner: fc
    .array(tie('any'), { maxLength: 4 })
    .chain((list) =>
      fc.constantFrom(write.encodeSequenceOf(list), write.encodeSetOf(...list), write.encodeContext(0, ...list)),
    ),
})).any

describe('BER becomes DER', () => {
  test('whatever lengths and segments are chosen, the value is the same; DER stays as it is', () => {
    fc.assert(
      fc.property(anyDer, fc.array(fc.nat(1), { minLength: 1, maxLength: 40 }), (der, bits) => {
        let turn = 0
        const next = () => bits[turn++ % bits.length] ?? 0
        const bound = { maxOctets: 1_000_000, maxDepth: 40 }
        expect(toHex(berToDer(writeBer(der, { next, kept: [] }), bound))).toBe(toHex(der))
        expect(toHex(berToDer(der, bound))).toBe(toHex(der))
      }),
    )
  })

  test.each([
    ['a BIT STRING in segments', '23 80 03 02 00 f0 03 02 04 a0 00 00', '03 03 04 f0 a0'],
    ['a UTF8String in segments', '2c 06 04 01 61 04 01 62', '0c 02 61 62'],
    ['segments inside segments', '24 80 24 80 04 01 01 00 00 04 01 02 00 00', '04 02 01 02'],
    ['no segments', '24 80 00 00', '04 00'],
    ['a TRUE of 01', '30 03 01 01 01', '30 03 01 01 ff'],
    ['a length of nine bytes', '04 88 00 00 00 00 00 00 00 01 07', '04 01 07'],
    ['a high tag number', 'bf 81 01 80 04 00 00 00', 'bf 81 01 02 04 00'],
  ])('%s', (_, ber, der) => {
    expect(toHex(berToDer(hex(ber), limits))).toBe(toHex(hex(der)))
  })

  test.each([
    ['bytes behind the element', '30 80 00 00 00'],
    ['no end-of-contents', '30 80 02 01 05'],
    ['half an end-of-contents', '30 80 02 01 05 00'],
    ['an end-of-contents under a definite length', '30 04 02 00 00 00'],
    ['an end-of-contents on its own', '00 00'],
    ['an indefinite length of a primitive element', '04 80 01 00 00'],
    ['the reserved length', '04 ff 01'],
    ['a length beyond the end', '04 84 7f ff ff ff 01'],
    ['a length of 100 bytes', '04 e4 01'],
    ['an element beyond its container', '30 03 04 05 01 02 03 04 05'],
    ['a segment of another type', '24 04 0c 02 61 62'],
    ['bits cut off in the middle', '23 08 03 02 04 f0 03 02 00 f0'],
    ['a segment of bits without its count', '23 02 03 00'],
    ['a high tag number that does not end', 'bf 81'],
    ['nothing', ''],
  ])('refused: %s', (_, ber) => {
    expect(() => berToDer(hex(ber), limits)).toThrow(PkiError)
  })

  test('depth and size are bounded, and random bytes give an element or a refusal', () => {
    const deep = concatBytes(
      ...Array.from({ length: 30 }, () => hex('30 80')),
      ...Array.from({ length: 30 }, () => hex('00 00')),
    )
    expect(() => readBer(deep, limits)).toThrow('der_too_deep')
    expect(() => berToDer(new Uint8Array(5_000), limits)).toThrow('der_too_large')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
        try {
          expect(readBer(octets, limits).octets.length).toBeLessThanOrEqual(2 * octets.length + 8)
        } catch (error) {
          expect(error).toBeInstanceOf(PkiError)
        }
      }),
      { numRuns: 5_000 },
    )
  })
})
