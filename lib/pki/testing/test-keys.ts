import { generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { SignatureAlgorithm, Signer } from '../issuing/signature-algorithm'

export type TestKey = {
  algorithm: SigningKeyAlgorithm
  signatureAlgorithm: SignatureAlgorithm
  privateKey: KeyObject
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array<ArrayBuffer>
  /** SHA-256 and RSASSA-PKCS1-v1_5 or ECDSA (DER) over the octets given. */
  sign: Signer
}

const generate = promisify(generateKeyPair)
const keys = new Map<string, Promise<TestKey>>()

/** The key of this name; made once in a process, because RSA keys are slow to make. */
export function testKey(algorithm: SigningKeyAlgorithm, name: string): Promise<TestKey> {
  const place = `${algorithm}/${name}`
  const known = keys.get(place)
  if (known) return known
  const made = generateTestKey(algorithm)
  keys.set(place, made)
  return made
}

async function generateTestKey(algorithm: SigningKeyAlgorithm): Promise<TestKey> {
  const isRsa = algorithm === 'rsa-2048'
  const pair = isRsa ? await generate('rsa', { modulusLength: 2048 }) : await generate('ec', { namedCurve: 'P-256' })
  return {
    algorithm,
    signatureAlgorithm: isRsa ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256',
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })),
    sign: async (toBeSigned) => new Uint8Array(sign('sha256', toBeSigned, pair.privateKey)),
  }
}
