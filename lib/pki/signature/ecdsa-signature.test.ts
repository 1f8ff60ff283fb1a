import { generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { changedEcdsaSignatures, needsSignBytes, otherS, wrongEcdsaForms } from '../testing/ecdsa-forms'
import { readEcdsaSignature } from './ecdsa-signature'

const message = utf8('what is signed')
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
/** Both numbers carry their sign byte, so that each wrong form is really another one. */
const signature = newSignature()

function newSignature(): Uint8Array {
  for (;;) {
    const made = sign('sha256', message, privateKey)
    if (needsSignBytes(made)) return made
  }
}

const isRightForOpenssl = (der: Uint8Array) => verify('sha256', message, publicKey, der)

/** Our form first, then the numbers by themselves. */
function isRightForUs(der: Uint8Array): boolean {
  const value = readEcdsaSignature(der, 'P-256')
  return value !== null && verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value)
}

describe('an ECDSA-Sig-Value is read to its end, strictly', () => {
  test.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
  ] as const)('a right one on %s is taken, as r and s of fixed length', (curve, hash) => {
    const key = generateKeyPairSync('ec', { namedCurve: curve })
    for (let turn = 0; turn < 50; turn += 1) {
      const value = readEcdsaSignature(sign(hash, message, key.privateKey), curve)
      if (value === null) throw new Error('refused')
      expect(verify(hash, message, { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, value)).toBe(true)
    }
  })

  test('high and low s are both taken, as OpenSSL takes them', () => {
    const other = otherS(signature)
    expect([signature, other].map(isRightForOpenssl)).toEqual([true, true])
    expect([signature, other].map(isRightForUs)).toEqual([true, true])
  })

  test.each(wrongEcdsaForms)('refused, as by OpenSSL: %s', (_, change) => {
    const changed = change(signature)
    expect(Buffer.from(changed).equals(signature)).toBe(false)
    expect(readEcdsaSignature(changed, 'P-256')).toBeNull()
    expect(isRightForOpenssl(changed)).toBe(false)
  })

  test('whatever is changed, the answer is that of OpenSSL', () => {
    fc.assert(
      fc.property(changedEcdsaSignatures(signature), (changed) => {
        expect(isRightForUs(changed)).toBe(isRightForOpenssl(changed))
      }),
      { numRuns: 2_000 },
    )
  })
})
