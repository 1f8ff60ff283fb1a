import { checkDigests } from '../check-digests'
import { generatePkcs8KeyPair } from '../generate-key-pair'
import { KeystoreRefused } from '../keystore-error'
import type { SigningKeystore, WrappedKey } from '../signing-keystore'
import { keyWrapMechanism, unwrapKey, wrapKey } from '../wrap-key'
import { createImportedKeys } from './imported-keys'
import { createSigningThreads } from './signing-threads'

/** Key-encryption keys by id, 32 bytes each: new keys are wrapped under `current`, the others still open. */
export type KekRing = { current: string; keys: ReadonlyMap<string, Uint8Array> }

/**
 * Private keys wrapped by RFC 5649 under keys of this installation, opened in this process for the time of a signature. The same
 * bytes open in a PKCS#11 token that holds the same wrapping key.
 */
export function createSealedKeystore(options: {
  ring: KekRing
  threads: number
  /** How long an imported RSA key may be used again; 0 to 60. */
  keySeconds: number
}): SigningKeystore {
  const { ring } = options
  const currentKek = kekOf(ring, ring.current)
  const threads = createSigningThreads({ threads: options.threads, keks: ring.keys })
  const imported = createImportedKeys(options.keySeconds)
  const wrapUnderCurrent = (pkcs8: Uint8Array): WrappedKey => {
    const wrapped = wrapKey(currentKek, pkcs8)
    pkcs8.fill(0)
    return { keystore: 'sealed', wrappingKeyId: ring.current, mechanism: keyWrapMechanism, wrapped }
  }
  return {
    kind: 'sealed',
    wrappingKeyId: ring.current,
    async generate(algorithm) {
      const { publicKey, pkcs8 } = await generatePkcs8KeyPair(algorithm)
      return { publicKey, wrapped: wrapUnderCurrent(pkcs8) }
    },
    async sign(key, digests) {
      checkDigests(digests)
      checkKind(key.wrapped)
      kekOf(ring, key.wrapped.wrappingKeyId)
      const { algorithm, publicKey, wrapped } = key
      const known = imported.find(key)
      const source =
        known === null
          ? ({ kind: 'wrapped', wrappingKeyId: wrapped.wrappingKeyId, wrapped: wrapped.wrapped } as const)
          : ({ kind: 'imported', key: known } as const)
      const isKept = options.keySeconds > 0
      const signed = await threads.sign({ algorithm, publicKey, source, digests, isKept })
      if (signed.key !== null) imported.keep(key, signed.key)
      return signed.signatures
    },
    async rewrap(wrapped) {
      checkKind(wrapped)
      const kek = kekOf(ring, wrapped.wrappingKeyId)
      if (wrapped.wrappingKeyId === ring.current) return wrapped
      const pkcs8 = unwrapKey(kek, wrapped.wrapped)
      if (pkcs8 === null) throw new KeystoreRefused('unopenable', 'wrapped key')
      return wrapUnderCurrent(pkcs8)
    },
    async health() {
      const detail = `${ring.keys.size} wrapping keys`
      return { keystore: 'sealed', isHealthy: true, wrappingKeyId: ring.current, detail }
    },
    async close() {
      imported.clear()
      await threads.close()
    },
  }
}

function checkKind({ keystore, mechanism }: WrappedKey): void {
  if (keystore !== 'sealed' || mechanism !== keyWrapMechanism) {
    throw new KeystoreRefused('unopenable', `wrapped by ${keystore} with ${mechanism}`)
  }
}

function kekOf(ring: KekRing, id: string): Uint8Array {
  const kek = ring.keys.get(id)
  if (kek === undefined) throw new KeystoreRefused('unknown_wrapping_key', id)
  return kek
}
