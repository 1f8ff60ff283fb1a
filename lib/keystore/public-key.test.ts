import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { needsSignBytes, otherS, wrongEcdsaForms } from '@/lib/pki/testing/ecdsa-forms'
import { verifyDigest } from './public-key'

const message = utf8('what the token signs to prove its key')
const digest = createHash('sha256').update(message).digest()
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicKey = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }))
const signature = newSignature()

function newSignature(): Uint8Array {
  for (;;) {
    const made = sign('sha256', message, pair.privateKey)
    if (needsSignBytes(made)) return made
  }
}

test('an ECDSA signature over a digest is taken, with high or low s', () => {
  expect(verifyDigest('p-256', publicKey, digest, signature)).toBe(true)
  expect(verifyDigest('p-256', publicKey, digest, otherS(signature))).toBe(true)
})

test.each(wrongEcdsaForms)('AT-42: refused as proof of a key: %s', (_, change) => {
  expect(verifyDigest('p-256', publicKey, digest, change(signature))).toBe(false)
})
