import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

const generate = promisify(generateKeyPair)

/** A key pair made in this process, off the event loop; `pkcs8` is wiped by the caller as soon as it is wrapped. */
export async function generatePkcs8KeyPair(
  algorithm: SigningKeyAlgorithm,
): Promise<{ publicKey: Uint8Array<ArrayBuffer>; pkcs8: Uint8Array<ArrayBuffer> }> {
  const pair: { publicKey: KeyObject; privateKey: KeyObject } =
    algorithm === 'rsa-2048'
      ? await generate('rsa', { modulusLength: 2048, publicExponent: 65_537 })
      : await generate('ec', { namedCurve: 'P-256' })
  const exported = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  const pkcs8 = new Uint8Array(exported)
  exported.fill(0)
  return { publicKey: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })), pkcs8 }
}
