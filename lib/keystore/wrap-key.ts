import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concatBytes } from '@/lib/kernel/bytes'

/** Name of the wrapping in stored rows: AES-256 key wrap with padding, RFC 5649. */
export const keyWrapMechanism = 'aes-256-kwp'

const cipherName = 'id-aes256-wrap-pad'
/** RFC 5649 §3: the constant half of the alternative initial value; the length is the other half. */
const initialValue = new Uint8Array([0xa6, 0x59, 0x59, 0xa6])

/** RFC 5649 under a 32-byte key. Deterministic: the same key wrapped twice gives the same bytes. */
export function wrapKey(kek: Uint8Array, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv(cipherName, kek, initialValue)
  return concatBytes(cipher.update(plain), cipher.final())
}

/** The wrapped bytes, or `null` when they were altered or wrapped under another key. The caller wipes what it gets. */
export function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    const decipher = createDecipheriv(cipherName, kek, initialValue)
    return concatBytes(decipher.update(wrapped), decipher.final())
  } catch {
    return null
  }
}
