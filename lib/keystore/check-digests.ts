import { concatBytes } from '@/lib/kernel/bytes'
import { KeystoreRefused } from './keystore-error'

const sha256Octets = 32
/** Of one call. Above the budget of a batch, below what would hold a session or a thread for seconds. */
const mostDigests = 1_000

/** RFC 8017 §9.2 note 1: the DER of DigestInfo for SHA-256 up to the digest itself. */
const digestInfoPrefix = new Uint8Array([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
])

/** @throws KeystoreRefused `invalid_digest` unless each is 32 bytes and there are 1 to 1,000 of them. */
export function checkDigests(digests: readonly Uint8Array[]): void {
  if (digests.length === 0 || digests.length > mostDigests) {
    throw new KeystoreRefused('invalid_digest', `${digests.length} digests`)
  }
  if (digests.some((digest) => digest.length !== sha256Octets)) throw new KeystoreRefused('invalid_digest', 'length')
}

/** What RSASSA-PKCS1-v1_5 pads and signs for a finished SHA-256 digest. */
export function sha256DigestInfo(digest: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(digestInfoPrefix, digest)
}
