import { describe, expect, test } from 'vitest'
import { readDer } from './der/read-der'
import { encodeBitString, encodeInteger, encodeNull, encodeObjectId, encodeSequence } from './der/write-der'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'
import { parseKeyAlgorithm } from './public-key'

const rsa = (modulus: bigint, exponent = 65_537n) =>
  readDer(
    encodeSequence(
      encodeSequence(encodeObjectId(OID.rsaEncryption), encodeNull()),
      encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(exponent))),
    ),
  )
const ofBits = (bits: number) => (1n << BigInt(bits - 1)) + 1n

describe('RSA keys (RFC 3279 §2.3.1)', () => {
  test.each([1024, 2048, 4096, 8191, 8192])('a modulus of %i bits', (bits) => {
    expect(parseKeyAlgorithm(rsa(ofBits(bits)))).toEqual({ type: 'rsa', bits })
  })

  test.each([
    ['a modulus of 8193 bits', () => rsa(ofBits(8193))],
    ['an even modulus', () => rsa(ofBits(2048) + 1n)],
    ['a negative modulus', () => rsa(-ofBits(2048))],
    ['exponent 1', () => rsa(ofBits(2048), 1n)],
    ['an even exponent', () => rsa(ofBits(2048), 4n)],
    ['an exponent over 2^32', () => rsa(ofBits(2048), (1n << 32n) + 1n)],
  ])('refused: %s', (_, make) => {
    expect(() => parseKeyAlgorithm(make())).toThrow(PkiError)
  })
})
