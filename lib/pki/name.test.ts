import { describe, expect, test } from 'vitest'
import { DER } from './der/der-element'
import { readDer } from './der/read-der'
import { encodeObjectId, encodeSequence, encodeSetOf, encodeUniversal } from './der/write-der'
import { isNameWithin, isSameName, parseName, toNameKey, toRfc4514 } from './name'
import { mintName } from './path/testing/mint-name'
import { PkiError } from './pki-error'

const name = (text: string) => parseName(readDer(mintName(text)))
const attribute = (type: string, tag: number, octets: readonly number[]) =>
  encodeSequence(encodeObjectId(type), encodeUniversal(tag, new Uint8Array(octets)))

describe('names are compared by RFC 5280 §7.1', () => {
  test.each([
    ['letter case', 'CN=Test CA', 'CN=TEST ca'],
    ['spaces at the ends and between', 'CN=Test CA', 'CN=  Test   CA '],
    ['string type', 'CN=Test', 'CN~=Test'],
    ['full-width letters (NFKC)', 'CN=Test', 'CN=Ｔｅｓｔ'],
    ['ideographic space', 'CN=見本 太郎', 'CN=見本　太郎'],
    ['control and soft hyphen mapped to nothing', 'CN=Test', 'CN~=Te\u00adst\u0000'],
    ['folding of ß', 'CN=strasse', 'CN=straße'],
  ])('equal but for %s', (_, a, b) => {
    expect(isSameName(name(a), name(b))).toBe(true)
    expect(toNameKey(name(a))).toBe(toNameKey(name(b)))
  })

  test.each([
    ['another value', 'CN=Test', 'CN=Tes'],
    ['another type', 'CN=Test', 'OU=Test'],
    ['another order', 'C=JP,CN=Test', 'CN=Test,C=JP'],
    ['an RDN more', 'C=JP', 'C=JP,CN=Test'],
    ['another variant of a character', 'CN=葛\u{e0100}', 'CN=葛\u{e0101}'],
  ])('not equal: %s', (_, a, b) => {
    expect(isSameName(name(a), name(b))).toBe(false)
  })

  test('attributes of one RDN in any order', () => {
    const c = attribute('2.5.4.6', DER.printableString, [0x4a, 0x50])
    const cn = attribute('2.5.4.3', DER.printableString, [0x41])
    const sorted = parseName(readDer(encodeSequence(encodeSetOf(c, cn))))
    const unsorted = parseName(readDer(encodeSequence(encodeUniversal(DER.set, cn, c))))
    expect(isSameName(sorted, unsorted)).toBe(true)
  })

  test('a value with a separator in it is not two RDNs', () => {
    expect(toNameKey(name('CN~=a\u0002b'))).not.toBe(toNameKey(name('CN=a,CN=b')))
  })

  test('subtrees start at the first RDN', () => {
    expect(isNameWithin(name('C=JP,O=Test,CN=Taro'), name('C=jp,O=TEST'))).toBe(true)
    expect(isNameWithin(name('C=JP'), name('C=JP,O=Test'))).toBe(false)
    expect(isNameWithin(name('C=JP'), name(''))).toBe(true)
  })
})

describe('RFC 4514 text', () => {
  test.each([
    ['C=JP,O=Test,CN=見本　太郎', 'CN=見本　太郎,O=Test,C=JP'],
    ['CN~= a+b"c;d<e>f\\g ', 'CN=\\ a\\+b\\"c\\;d\\<e\\>f\\\\g\\ '],
    ['CN~=#1', 'CN=\\#1'],
    ['CN~= ', 'CN=\\ '],
    ['CN~=a\u0000b\nc', 'CN=a\\00b\\0ac'],
  ])('%j is written %j', (text, expected) => {
    expect(toRfc4514(name(text))).toBe(expected)
  })

  test('an unknown type in numbers and hex', () => {
    const der = encodeSequence(encodeSetOf(attribute('1.2.3', DER.printableString, [0x41])))
    expect(toRfc4514(parseName(readDer(der)))).toBe('1.2.3=#130141')
  })
})

test('malformed names are refused', () => {
  for (const der of [
    encodeSequence(encodeSetOf()),
    encodeSequence(encodeSequence()),
    encodeSequence(...Array(65).fill(encodeSetOf(attribute('2.5.4.3', 19, [0x41])))),
  ]) {
    expect(() => parseName(readDer(der))).toThrow(PkiError)
  }
})
