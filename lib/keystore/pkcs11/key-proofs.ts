import { createHash, randomBytes } from 'node:crypto'
import { KeystoreRefused } from '../keystore-error'
import { verifyDigest } from '../public-key'
import type { SigningKey } from '../signing-keystore'
import type { Handle } from './cryptoki'
import { hasModulusOf, signOne } from './token-keys'
import type { TokenSession } from './token-sessions'

const mostProven = 10_000

/** Knows which unwrapped keys belong to their public keys. */
export type KeyProofs = {
  /** @throws KeystoreRefused `key_mismatch`. */
  prove(session: TokenSession, handle: Handle, key: SigningKey): Promise<void>
}

/**
 * An RSA object contains its modulus. Of a P-256 key nothing public can be read: once per process it signs random bytes of
 * our own, so that a wrong key never signs the requested hash, not even for a signature that is thrown away.
 */
export function createKeyProofs(): KeyProofs {
  const proven = new Set<string>()
  return {
    async prove(session, handle, { algorithm, publicKey, wrapped }) {
      if (algorithm === 'rsa-2048') {
        if (!hasModulusOf(session, handle, publicKey)) throw new KeystoreRefused('key_mismatch', 'modulus')
        return
      }
      const name = createHash('sha256').update(publicKey).update(wrapped.wrapped).digest('base64')
      if (proven.has(name)) return
      const probe = new Uint8Array(randomBytes(32))
      const signature = await signOne(session, handle, algorithm, probe, () => {})
      if (!verifyDigest(algorithm, publicKey, probe, signature)) throw new KeystoreRefused('key_mismatch', 'public key')
      if (proven.size >= mostProven) proven.clear()
      proven.add(name)
    },
  }
}
