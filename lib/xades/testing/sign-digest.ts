import { constants, privateEncrypt } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { concatBytes, fromBase64Url } from '@/lib/kernel/bytes'
import type { TestKey } from '@/lib/pki/testing/test-keys'

const sha256DigestInfo = Uint8Array.from([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
])

/** Signs a finished SHA-256 digest, as a signing device does: RSASSA-PKCS1-v1_5, or ECDSA-Sig-Value in DER. */
export function signDigest({ algorithm, privateKey }: TestKey, digest: Uint8Array): Uint8Array {
  if (algorithm === 'rsa-2048') {
    return privateEncrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
      concatBytes(sha256DigestInfo, digest),
    )
  }
  const { d } = privateKey.export({ format: 'jwk' })
  const secret = fromBase64Url(d ?? '')
  if (secret === null) throw new Error('no private key')
  return p256.sign(digest, secret, { prehash: false, format: 'der' })
}
