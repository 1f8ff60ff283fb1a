import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './base64'

describe('base64 (RFC 4648 §4, xs:base64Binary)', () => {
  test('writes what Node writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const text = toBase64(octets)
        expect(text).toBe(Buffer.from(octets).toString('base64'))
        expect(fromBase64(text)).toEqual(octets)
      }),
    )
  })

  test('one value has one spelling, but for white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw/+=-_ \n.é'), maxLength: 12 }), (text) => {
        const octets = fromBase64(text)
        const isOurs = octets !== null
        expect(isOurs).toBe(Buffer.from(text, 'base64').toString('base64') === text.replace(/[ \n]/g, ''))
        if (octets) expect(toBase64(octets)).toBe(text.replace(/[ \n]/g, ''))
      }),
      { numRuns: 2_000 },
    )
  })

  test.each(['QQ==', 'QUI=', 'QUJD', ' Q Q\n==\t', ''])('reads %j', (text) => expect(fromBase64(text)).not.toBeNull())
  test.each(['QQ', 'QQ=', 'QR==', 'QUJ=', 'QQ==QQ==', 'Q===', '====', 'QUJD\u00a0', 'QU-D', '=QUI', 'QQ=A'])(
    'refuses %j',
    (text) => expect(fromBase64(text)).toBeNull(),
  )
})
