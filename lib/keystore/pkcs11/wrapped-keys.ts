import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { KeystoreRefused } from '../keystore-error'
import type { GeneratedKey, WrappedKey } from '../signing-keystore'
import type { Handle } from './cryptoki'
import { generatePair, readPublicKey, unwrapInto, wrapUnder } from './token-keys'
import type { TokenSession } from './token-sessions'

type Work<Result> = (handle: Handle) => Promise<Result>

/** Keys of a token in their wrapped form: made, opened for the time of one job, and wrapped again under the newest key. */
export function createWrappedKeys({ kekLabel, wrapMechanism }: { kekLabel: string; wrapMechanism: number }) {
  const mechanism = `ckm-0x${wrapMechanism.toString(16)}`

  function toWrappedKey(wrapped: Uint8Array<ArrayBuffer>): WrappedKey {
    return { keystore: 'pkcs11', wrappingKeyId: kekLabel, mechanism, wrapped }
  }

  /** Opens a wrapped key for `work` and destroys the object whatever happens. */
  async function withKey<Result>(
    session: TokenSession,
    wrapped: WrappedKey,
    object: { keyType: number; isMoving: boolean },
    work: Work<Result>,
  ): Promise<Result> {
    const kek = session.findKek(wrapped.wrappingKeyId)
    const handle = await unwrapInto(session, { ...object, mechanism: wrapMechanism, kek, wrapped: wrapped.wrapped })
    try {
      return await work(handle)
    } finally {
      destroyQuietly(session, handle)
    }
  }

  async function generate(session: TokenSession, algorithm: SigningKeyAlgorithm): Promise<GeneratedKey> {
    const kek = session.findKek(kekLabel)
    const pair = await generatePair(session, algorithm)
    try {
      const wrapped = await wrapUnder(session, wrapMechanism, kek, pair.privateKey)
      return { publicKey: readPublicKey(session, pair.publicKey, algorithm), wrapped: toWrappedKey(wrapped) }
    } finally {
      destroyQuietly(session, pair.privateKey)
      destroyQuietly(session, pair.publicKey)
    }
  }

  function move(session: TokenSession, wrapped: WrappedKey, keyType: number): Promise<WrappedKey> {
    const kek = session.findKek(kekLabel)
    return withKey(session, wrapped, { keyType, isMoving: true }, async (handle) =>
      toWrappedKey(await wrapUnder(session, wrapMechanism, kek, handle)),
    )
  }

  /** @throws KeystoreRefused `unopenable` for a key of another keystore or mechanism */
  function checkKind(wrapped: WrappedKey): void {
    if (wrapped.keystore === 'pkcs11' && wrapped.mechanism === mechanism) return
    throw new KeystoreRefused('unopenable', `wrapped by ${wrapped.keystore} with ${wrapped.mechanism}`)
  }

  return { withKey, generate, move, checkKind }
}

function destroyQuietly({ cryptoki, session }: TokenSession, object: Handle): void {
  try {
    cryptoki.C_DestroyObject(session, object)
  } catch {
    // The session is gone, and its objects with it.
  }
}
