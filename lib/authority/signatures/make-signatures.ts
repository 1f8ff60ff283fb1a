import { KeystoreRefused } from '@/lib/keystore/keystore-error'
import type { SigningKey, SigningKeystore } from '@/lib/keystore/signing-keystore'

export type Made =
  | { signatures: Uint8Array<ArrayBuffer>[] }
  | {
      signatures: null
      /** Places in the request, from 1, of which nothing was signed for certain. */
      unsent: number[]
      inDoubt: boolean
      /** For the log. */
      reason: string
    }

/** Few enough that a failure burns few, many enough that a key is opened once for most prescriptions of a morning. */
const hashesPerCall = 32

/**
 * The second step of signing, with no transaction open. After a failure the hashes that were never handed to the keystore are
 * reported separately; a definite refusal counts its own hashes among them. What was already made is discarded.
 */
export async function makeSignatures(
  keystore: Pick<SigningKeystore, 'sign'>,
  key: SigningKey,
  hashes: readonly Uint8Array[],
): Promise<Made> {
  const signatures: Uint8Array<ArrayBuffer>[] = []
  while (signatures.length < hashes.length) {
    const first = signatures.length
    const part = hashes.slice(first, first + hashesPerCall)
    try {
      const made = await keystore.sign(key, part)
      if (made.length !== part.length) throw new Error(`${made.length} signatures for ${part.length} hashes`)
      signatures.push(...made)
    } catch (error) {
      const inDoubt = !(error instanceof KeystoreRefused)
      const from = inDoubt ? first + part.length : first
      const unsent = Array.from({ length: hashes.length - from }, (_, index) => from + index + 1)
      return { signatures: null, unsent, inDoubt, reason: String(error) }
    }
  }
  return { signatures }
}
