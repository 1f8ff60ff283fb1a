import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDer } from './der/read-der'
import { encodeObjectId, encodeSequence, encodeSequenceOf, encodeSetOf, encodeUtf8String } from './der/write-der'
import { isSameName, parseName, toRfc4514 } from './name'
import { parseRfc4514 } from './parse-rfc4514'
import { mintName } from './path/testing/mint-name'

const name = (text: string) => parseName(readDer(mintName(text)))

describe('a name in words (RFC 4514)', () => {
  test.each([
    ['as OpenSSL and Java write it', 'CN=見本 太郎,O=Test,C=JP'],
    ['as .NET writes it', 'CN=見本 太郎, O=Test, C=JP'],
    ['with spaces around everything', ' cn = 見本 太郎 ; o = Test , c = JP '],
    ['quoted', 'CN="見本 太郎",O="Test",C=JP'],
    ['escaped as bytes', 'CN=\\E8\\A6\\8B本\\20太郎,O=T\\65st,C=JP'],
    ['types as numbers', '2.5.4.3=見本 太郎,OID.2.5.4.10=Test,2.5.4.6=JP'],
    ['values as DER', 'CN=#0c0de8a68be69cac20e5a4aae9838e,O=#130454657374,C=#13024a50'],
  ])('%s', (_, text) => {
    const read = parseRfc4514(text)
    expect(read !== null && isSameName(read, name('C=JP,O=Test,CN=見本 太郎'))).toBe(true)
  })

  test('any name that we write is read again', () => {
    const type = fc.constantFrom('2.5.4.3', '2.5.4.10', '2.5.4.5', '1.2.3.4')
    const attribute = fc.tuple(type, fc.string({ unit: 'grapheme', maxLength: 12 }))
    const rdns = fc.array(fc.array(attribute, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(rdns, (list) => {
        const rdn = (pairs: (typeof list)[number]) =>
          encodeSetOf(...pairs.map(([oid, text]) => encodeSequence(encodeObjectId(oid), encodeUtf8String(text))))
        const written = parseName(readDer(encodeSequenceOf(list.map(rdn))))
        const read = parseRfc4514(toRfc4514(written))
        expect(read !== null && isSameName(read, written)).toBe(true)
      }),
    )
  })

  test.each([
    ['no type', 'Test'],
    ['an unknown type', 'XY=Test'],
    ['a separator at the end', 'CN=Test,'],
    ['two separators', 'CN=Test,,C=JP'],
    ['text behind quotes', 'CN="Test"x'],
    ['an open quote', 'CN="Test'],
    ['bytes that are no UTF-8', 'CN=\\ff'],
    ['values that are no DER', 'CN=#0c05'],
    ['an endless one', `CN=${'a'.repeat(5_000)}`],
  ])('refused: %s', (_, text) => {
    expect(parseRfc4514(text)).toBeNull()
  })

  test('another name is another one', () => {
    const read = parseRfc4514('CN=Test,O=Other,C=JP')
    expect(read !== null && isSameName(read, name('C=JP,O=Test,CN=Test'))).toBe(false)
  })
})
