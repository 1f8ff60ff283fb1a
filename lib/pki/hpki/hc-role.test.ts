import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../der/der-values'
import {
  encodeContext,
  encodeObjectId,
  encodeSequence,
  encodeSetOf,
  encodeUniversal,
  encodeUtf8String,
} from '../der/write-der'
import { decodeHcRole, encodeHcRole } from './hc-role'
import { HPKI_OID } from './hpki.oids'

/** The whole extension values as HPKI certificates have them (the dentist's is computed, the others were seen). */
const values = {
  'Medical Doctor':
    '303430320606288185420001312831263024a0223120a00c060a2a830886910f01060101a2100c0e4d65646963616c20446f63746f72',
  Pharmacist: '3030302e0606288185420001312431223020a01e311ca00c060a2a830886910f01060101a20c0c0a506861726d6163697374',
  Dentist: '302d302b06062881854200013121311f301da01b3119a00c060a2a830886910f01060101a2090c0744656e74697374',
} as const

const fromHex = (hex: string) => new Uint8Array((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))

describe.each(Object.entries(values))('hcRole %s', (role, hex) => {
  test('is encoded octet by octet as issued certificates have it', () => {
    expect(toHex(encodeHcRole(role))).toBe(hex)
  })

  test('is decoded from an issued value', () => {
    expect(decodeHcRole(fromHex(hex))).toEqual([role])
  })

  test('cut off or with one octet more it is no role', () => {
    const octets = fromHex(hex)
    for (let end = 0; end < octets.length; end += 1) expect(decodeHcRole(octets.subarray(0, end))).toBeNull()
    expect(decodeHcRole(new Uint8Array([...octets, 0]))).toBeNull()
  })
})

/** One role, with parts replaced. */
function build({
  scheme = HPKI_OID.roleScheme as string,
  text = encodeUtf8String('Dentist'),
  extra = [] as Uint8Array[],
  regional = false,
} = {}) {
  const coded = encodeSetOf(encodeContext(0, encodeObjectId(scheme)), encodeContext(2, text), ...extra)
  const actor = encodeSequence(encodeContext(0, coded), regional ? encodeContext(1, encodeSequence()) : null)
  return encodeSequence(encodeSequence(encodeObjectId(HPKI_OID.hcRole), encodeSetOf(encodeSetOf(actor))))
}

describe('what is not HPKI’s shape is no role', () => {
  test.each([
    ['another coding scheme', build({ scheme: '1.2.3' })],
    ['a role as PrintableString', build({ text: encodeUniversal(19, new TextEncoder().encode('Dentist')) })],
    ['an empty role', build({ text: encodeUtf8String('') })],
    ['a role longer than 256 octets', build({ text: encodeUtf8String('x'.repeat(257)) })],
    ['a code value beside it', build({ extra: [encodeContext(1, encodeUtf8String('1'))] })],
    ['regional data', build({ regional: true })],
    ['no attribute at all', encodeSequence()],
  ])('%s', (_, octets) => {
    expect(decodeHcRole(octets)).toBeNull()
  })

  test('twin: the same builder with nothing replaced', () => {
    expect(decodeHcRole(build())).toEqual(['Dentist'])
  })

  test('another attribute is passed over, two roles are both returned', () => {
    const other = encodeSequence(encodeSequence(encodeObjectId('1.2.3'), encodeSetOf(encodeUtf8String('x'))))
    expect(decodeHcRole(other)).toEqual([])
    const one = encodeHcRole('Dentist').subarray(2)
    const two = encodeHcRole('Pharmacist').subarray(2)
    expect(decodeHcRole(encodeSequence(one, two))).toEqual(['Dentist', 'Pharmacist'])
  })
})

test('any role survives, any octets end in roles or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (role) => {
      fc.pre(new TextEncoder().encode(role).length <= 256)
      expect(decodeHcRole(encodeHcRole(role))).toEqual([role])
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => void decodeHcRole(octets)))
  expect(() => encodeHcRole('')).toThrow(RangeError)
})
