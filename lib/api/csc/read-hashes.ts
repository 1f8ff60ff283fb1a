import { maxHashes } from '@/lib/authority/signatures/ledger/activation'
import { CscRefusal } from './csc-refusal'

const sha256Octets = 32

/** SHA-256 values in strict base64 (RFC 4648 §4). @throws CscRefusal in the order of the standard's texts */
export function readHashes(values: readonly unknown[]): Uint8Array<ArrayBuffer>[] {
  if (values.length === 0) throw new CscRefusal('Empty hash array')
  if (values.length > maxHashes) throw new CscRefusal('Numbers of signatures is too high')
  const hashes = values.map(fromBase64)
  if (hashes.some(({ length }) => length !== sha256Octets)) throw new CscRefusal('Invalid digest value length')
  return hashes
}

/** Bytes in strict base64 (RFC 4648 §4). @throws CscRefusal */
export function fromBase64(value: unknown): Uint8Array<ArrayBuffer> {
  const octets = Buffer.from(typeof value === 'string' ? value : '', 'base64')
  if (value !== octets.toString('base64') || octets.length === 0) {
    throw new CscRefusal('Invalid Base64 hash string parameter')
  }
  return new Uint8Array(octets)
}
