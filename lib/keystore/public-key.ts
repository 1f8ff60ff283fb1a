import { constants, createPublicKey, publicDecrypt } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { concatBytes, equalBytes } from '@/lib/kernel/bytes'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { sha256DigestInfo } from './check-digests'

/** SubjectPublicKeyInfo of RSA-2048 with exponent 65537 and of P-256: everything but the modulus or the point. */
const rsaPrefix = fromHex('30820122300d06092a864886f70d01010105000382010f003082010a0282010100')
const rsaSuffix = fromHex('0203010001')
const p256Prefix = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200')

/** SubjectPublicKeyInfo (DER) of a 256-byte modulus with exponent 65537. */
export function rsaPublicKey(modulus: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(rsaPrefix, modulus, rsaSuffix)
}

/** SubjectPublicKeyInfo (DER) of an uncompressed point on P-256 (SEC 1: 04 ‖ x ‖ y). */
export function p256PublicKey(point: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(p256Prefix, point)
}

/** Whether a signature over a finished SHA-256 digest is the key's: what node:crypto cannot be asked, as it hashes itself. */
export function verifyDigest(
  algorithm: SigningKeyAlgorithm,
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    if (algorithm === 'p-256') {
      const point = publicKey.subarray(p256Prefix.length)
      return p256.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' })
    }
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
    return equalBytes(publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature), sha256DigestInfo(digest))
  } catch {
    return false
  }
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
