import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, equalBytes, fromBase64Url, toBase64Url } from './bytes'

const bytes = fc.uint8Array({ maxLength: 200 })

describe('base64url (RFC 4648 §5)', () => {
  test.each([
    { text: '', octets: [] },
    { text: 'Zg', octets: [0x66] },
    { text: 'Zm8', octets: [0x66, 0x6f] },
    { text: 'Zm9v', octets: [0x66, 0x6f, 0x6f] },
    { text: '-_8', octets: [0xfb, 0xff] },
  ])('$text', ({ text, octets }) => {
    expect(toBase64Url(new Uint8Array(octets))).toBe(text)
    expect(fromBase64Url(text)).toEqual(new Uint8Array(octets))
  })

  test('agrees with Node for any octets', () => {
    fc.assert(fc.property(bytes, (b) => toBase64Url(b) === Buffer.from(b).toString('base64url')))
    fc.assert(fc.property(bytes, (b) => equalBytes(fromBase64Url(toBase64Url(b)) ?? new Uint8Array([1]), b)))
  })

  test.each(['A', 'Zg==', 'Zm+v', 'Zm/v', 'Z g', 'Zh', 'Zm9vYg\n', 'ｚ'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeNull()
  })
})

describe('equalBytes', () => {
  test('is equality', () => {
    fc.assert(fc.property(bytes, bytes, (a, b) => equalBytes(a, b) === (Buffer.compare(a, b) === 0)))
    fc.assert(fc.property(bytes, (a) => equalBytes(a, concatBytes(a))))
  })
})
