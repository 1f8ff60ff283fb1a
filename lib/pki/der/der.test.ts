import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeSerialNumber } from '../issuing/encode-serial-number'
import { PkiError } from '../pki-error'
import { DER, type DerElement } from './der-element'
import { derFields } from './der-fields'
import { readText } from './der-text'
import { readGeneralizedTime, readTime } from './der-time'
import {
  readBitString,
  readBoolean,
  readInteger,
  readNamedBits,
  readNull,
  readObjectId,
  readSequence,
  readSerialNumber,
  readSmallInteger,
  toHex,
} from './der-values'
import { readDer } from './read-der'
import * as write from './write-der'

const hex = (text: string) =>
  new Uint8Array((text.replaceAll(' ', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))
const ascii = (tag: number, text: string) => write.encodeUniversal(tag, new TextEncoder().encode(text))

describe('DER only (X.690 §§8, 10)', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['indefinite length', '30 80 00 00'],
    ['length in two octets where one is enough', '30 81 02 05 00'],
    ['length with a leading zero octet', '04 82 00 80'],
    ['length in five octets', '04 85 00 00 00 00 01 00'],
    ['contents cut off', '04 05 01 02'],
    ['octets behind', '05 00 00'],
    ['child reaches beyond its parent', '30 03 04 05 01'],
    ['child with a long length, deep inside', '30 06 30 04 04 81 01 00'],
    ['end-of-contents inside', '30 02 00 00'],
    ['constructed OCTET STRING', '24 04 04 02 01 02'],
    ['primitive SEQUENCE', '10 00'],
    ['high tag form for a low tag', '1f 1e 00'],
    ['tag with a leading zero', '1f 80 1f 00'],
  ])('refused: %s', (_, octets) => {
    expect(() => readDer(hex(octets))).toThrow(PkiError)
  })

  test.each([
    ['an empty sequence', '30 00'],
    ['a context tag above 30', 'bf 1f 02 05 00'],
    ['a length of 128', `04 81 80 ${'00'.repeat(128)}`],
  ])('taken: %s', (_, octets) => {
    expect(readDer(hex(octets)).octets).toEqual(hex(octets))
  })

  test('size and depth are limits', () => {
    const deep = hex('30 06 30 04 30 02 30 00')
    expect(readDer(deep, { maxDepth: 4 }).tag).toBe(DER.sequence)
    expect(() => readDer(deep, { maxDepth: 3 })).toThrow('der_too_deep')
    expect(() => readDer(deep, { maxOctets: 7 })).toThrow('der_too_large')
  })

  test('an element holds a million others, not more: each costs memory when it is read', () => {
    const nulls = (count: number) =>
      write.encodeUniversal(
        DER.sequence,
        new Uint8Array(2 * count).fill(5).map((octet, index) => (index % 2 === 0 ? octet : 0)),
      )
    expect(readDer(nulls(1_000_000)).tag).toBe(DER.sequence)
    expect(() => readDer(nulls(1_000_001))).toThrow('der_too_large')
  })
})

describe('values', () => {
  const refusals: [string, (element: DerElement) => unknown, string][] = [
    ['BOOLEAN of 01', readBoolean, '01 01 01'],
    ['BOOLEAN of two octets', readBoolean, '01 02 ff ff'],
    ['INTEGER without octets', readInteger, '02 00'],
    ['INTEGER padded with 00', readInteger, '02 02 00 7f'],
    ['INTEGER padded with ff', readInteger, '02 02 ff 80'],
    ['small INTEGER that is negative', readSmallInteger, '02 01 80'],
    ['small INTEGER of five octets', readSmallInteger, '02 05 01 00 00 00 00'],
    ['serial number of 21 bytes', readSerialNumber, `02 15 ${'01'.repeat(21)}`],
    ['negative serial number of 21 bytes', readSerialNumber, `02 15 ${'81'.repeat(21)}`],
    ['OBJECT IDENTIFIER without octets', readObjectId, '06 00'],
    ['OBJECT IDENTIFIER with a padded arc', readObjectId, '06 03 2a 80 01'],
    ['OBJECT IDENTIFIER cut off', readObjectId, '06 02 2a 80'],
    ['BIT STRING without octets', readBitString, '03 00'],
    ['BIT STRING of 8 unused bits', readBitString, '03 02 08 00'],
    ['BIT STRING with unused bits set', readBitString, '03 02 01 01'],
    ['empty BIT STRING with unused bits', readBitString, '03 01 01'],
    ['NULL with contents', readNull, '05 01 00'],
    ['UTF8String that is not', readText, '0c 01 ff'],
    ['IA5String that is not ASCII', readText, '16 01 80'],
    ['BMPString of half a character', readText, '1e 01 30'],
    ['another type', readInteger, '04 01 01'],
  ]
  test.each(refusals)('refused: %s', (_, read, octets) => {
    expect(() => read(readDer(hex(octets)))).toThrow(PkiError)
  })

  test('integers of any size go there and back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(1n << 600n), max: 1n << 600n }),
        (value) => readInteger(readDer(write.encodeInteger(value))) === value,
      ),
    )
    fc.assert(
      fc.property(fc.nat(0x7fffffff), (value) => readSmallInteger(readDer(write.encodeInteger(value))) === value),
    )
  })

  test('serial numbers go there and back, zero and negative ones too, and none is taken for another', () => {
    const serial = fc.bigInt({ min: -(1n << 160n) + 1n, max: (1n << 160n) - 1n })
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        const [first, second] = [a, b].map((value) => readSerialNumber(readDer(write.encodeInteger(value))))
        expect(readSerialNumber(readDer(encodeSerialNumber(first ?? '')))).toBe(first)
        expect(first === second).toBe(a === b)
        expect(first).not.toBe(readSerialNumber(readDer(write.encodeInteger(a === 0n ? 1n : -a))))
      }),
    )
    const read = (value: bigint) => readSerialNumber(readDer(write.encodeInteger(value)))
    expect([0n, 5n, 255n, -1n, -128n, -255n].map(read)).toEqual(['00', '05', 'ff', '-01', '-80', '-ff'])
  })

  test('object identifiers, named bits and texts go there and back', () => {
    const oid = fc
      .tuple(fc.constantFrom('0.9', '1.3', '2.5', '2.999'), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }))
      .map(([root, rest]) => [root, ...rest].join('.'))
    fc.assert(fc.property(oid, (value) => readObjectId(readDer(write.encodeObjectId(value))) === value))
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(8)), (bits) => {
        expect(readNamedBits(readDer(write.encodeNamedBits(bits)))).toEqual([...bits].sort((a, b) => a - b))
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readText(readDer(write.encodeUtf8String(text)))).toBe(text)
      }),
    )
  })

  test('SET OF is written in order (X.690 §11.6)', () => {
    const members = [write.encodeInteger(300), write.encodeInteger(2), write.encodeInteger(1)]
    expect(toHex(write.encodeSetOf(...members))).toBe('310a0201010201020202012c')
  })

  test('fields: order matters, and none may be left', () => {
    const elements = readSequence(readDer(write.encodeSequence(write.encodeInteger(1), write.encodeContext(0))))
    const fields = derFields(elements)
    expect(fields.takeContext(0)).toBeNull()
    expect(fields.takeUniversal(DER.integer)).not.toBeNull()
    expect(() => fields.end()).toThrow(PkiError)
    expect(fields.takeContext(0)).not.toBeNull()
    fields.end()
    expect(() => fields.take()).toThrow(PkiError)
  })
})

describe('times (RFC 5280 §4.1.2.5)', () => {
  test.each([
    [DER.utcTime, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [DER.utcTime, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [DER.generalizedTime, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    [DER.utcTime, '240229000000Z', '2024-02-29T00:00:00.000Z'],
  ])('tag %s %s is %s', (tag, text, expected) => {
    expect(readTime(readDer(ascii(tag, text))).toISOString()).toBe(expected)
  })

  test.each([
    [DER.utcTime, '2601010000Z'],
    [DER.utcTime, '260101000000'],
    [DER.utcTime, '260101000000+0900'],
    [DER.utcTime, '260230000000Z'],
    [DER.utcTime, '260101240000Z'],
    [DER.utcTime, '261301000000Z'],
    [DER.generalizedTime, '20260101000000.5Z'],
    [DER.generalizedTime, '202601010000Z'],
    [DER.printableString, '260101000000Z'],
  ])('refused: tag %s %s', (tag, text) => {
    expect(() => readTime(readDer(ascii(tag, text)))).toThrow(PkiError)
  })

  test('fractions in time-stamps, without trailing zeros (X.690 §11.7)', () => {
    expect(readGeneralizedTime(readDer(ascii(DER.generalizedTime, '20260101000000.25Z'))).getUTCMilliseconds()).toBe(
      250,
    )
    for (const text of ['20260101000000.250Z', '20260101000000.Z', '20260101000000.0Z']) {
      expect(() => readGeneralizedTime(readDer(ascii(DER.generalizedTime, text)))).toThrow(PkiError)
    }
  })

  test('what is written is read again, to the second', () => {
    const time = fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(time, (value) => {
        expect(readTime(readDer(write.encodeTime(value))).getTime()).toBe(Math.floor(value.getTime() / 1000) * 1000)
      }),
    )
  })
})
