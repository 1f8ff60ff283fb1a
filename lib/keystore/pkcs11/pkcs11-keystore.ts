import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { checkDigests } from '../check-digests'
import { KeystoreInDoubt, KeystoreRefused } from '../keystore-error'
import type { GeneratedKey, SigningKeystore, WrappedKey } from '../signing-keystore'
import { ck, type Handle, returnValueOf } from './cryptoki'
import { createKeyProofs } from './key-proofs'
import { generatePair, readPublicKey, signOne, unwrapInto, wrapUnder } from './token-keys'
import { createTokenSessions, isSessionLost, type TokenOptions, type TokenSession } from './token-sessions'
import { withProgress } from './with-progress'

export type Pkcs11Options = TokenOptions & {
  /** CKM_… number of RFC 5649 wrapping: SoftHSM 0x210A, PKCS#11 3.0 0x210B, or a vendor's. */
  wrapMechanism: number
  /** Label of the wrapping key in the token. */
  kekLabel: string
  /** How long a call waits for the token's next sign of life. */
  answerMs?: number
}

const standardAnswerMs = 10_000

/**
 * Private keys that are generated in a PKCS#11 token, leave it wrapped under a key that never does, and come back for the time of
 * a signature as session objects that cannot leave. Calls that take time run in libuv's threads.
 */
export function createPkcs11Keystore(options: Pkcs11Options): SigningKeystore {
  const { kekLabel, wrapMechanism, answerMs = standardAnswerMs } = options
  const sessions = createTokenSessions(options)
  const proofs = createKeyProofs()
  const mechanism = `ckm-0x${wrapMechanism.toString(16)}`
  const wrappedKey = (wrapped: Uint8Array<ArrayBuffer>): WrappedKey => ({
    keystore: 'pkcs11',
    wrappingKeyId: kekLabel,
    mechanism,
    wrapped,
  })

  /** Opens a wrapped key for `work` and destroys the object whatever happens. */
  async function withKey<Result>(
    session: TokenSession,
    wrapped: WrappedKey,
    object: { keyType: number; isMoving: boolean },
    work: (handle: Handle) => Promise<Result>,
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
      return { publicKey: readPublicKey(session, pair.publicKey, algorithm), wrapped: wrappedKey(wrapped) }
    } finally {
      destroyQuietly(session, pair.privateKey)
      destroyQuietly(session, pair.publicKey)
    }
  }

  function move(session: TokenSession, wrapped: WrappedKey, keyType: number): Promise<WrappedKey> {
    const kek = session.findKek(kekLabel)
    return withKey(session, wrapped, { keyType, isMoving: true }, async (handle) =>
      wrappedKey(await wrapUnder(session, wrapMechanism, kek, handle)),
    )
  }

  function checkKind(wrapped: WrappedKey): void {
    if (wrapped.keystore === 'pkcs11' && wrapped.mechanism === mechanism) return
    throw new KeystoreRefused('unopenable', `wrapped by ${wrapped.keystore} with ${wrapped.mechanism}`)
  }

  return {
    kind: 'pkcs11',
    wrappingKeyId: kekLabel,
    generate: (algorithm) => retrying(() => sessions.use((session) => generate(session, algorithm))).catch(refuse),
    async sign(key, digests) {
      checkDigests(digests)
      checkKind(key.wrapped)
      const call = { isIssued: false, isOver: false }
      const keyType = key.algorithm === 'rsa-2048' ? ck.keyTypeRsa : ck.keyTypeEc
      const work = (onProgress: () => void) => (session: TokenSession) =>
        withKey(session, key.wrapped, { keyType, isMoving: false }, async (handle) => {
          await proofs.prove(session, handle, key)
          const signatures: Uint8Array<ArrayBuffer>[] = []
          for (const digest of digests) {
            if (call.isOver) throw new KeystoreRefused('unavailable', 'the call was given up')
            const onIssue = () => {
              call.isIssued = true
            }
            signatures.push(await signOne(session, handle, key.algorithm, digest, onIssue))
            onProgress()
          }
          return signatures
        })
      const isTooLate = () => call.isIssued || call.isOver
      try {
        return await withProgress(answerMs, (onProgress) => retrying(() => sessions.use(work(onProgress)), isTooLate))
      } catch (error) {
        call.isOver = true
        if (call.isIssued) throw new KeystoreInDoubt(returnValueOf(error) ?? 'no answer to C_Sign')
        return refuse(error)
      }
    },
    async rewrap(wrapped) {
      checkKind(wrapped)
      if (wrapped.wrappingKeyId === kekLabel) return wrapped
      const work = async (session: TokenSession) => {
        // The blob does not say which kind of key it is, and a token refuses the wrong one.
        try {
          return await move(session, wrapped, ck.keyTypeRsa)
        } catch (error) {
          if (!(error instanceof KeystoreRefused) || error.refusal !== 'unopenable') throw error
          return move(session, wrapped, ck.keyTypeEc)
        }
      }
      return retrying(() => sessions.use(work)).catch(refuse)
    },
    async health() {
      const answer = { keystore: 'pkcs11', wrappingKeyId: kekLabel } as const
      try {
        await retrying(() => sessions.use(async (session) => session.findKek(kekLabel)))
        return { ...answer, isHealthy: true, detail: null }
      } catch (error) {
        return { ...answer, isHealthy: false, detail: reasonOf(error) }
      }
    },
    async close() {
      sessions.close()
    },
  }
}

/** Runs `work`, once more when sessions were lost and `isTooLate` does not say that a signature was asked for already. */
async function retrying<Result>(work: () => Promise<Result>, isTooLate = () => false): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isSessionLost(error) || isTooLate()) throw error
    return work()
  }
}

/** Before C_Sign every failure is definite. */
function refuse(error: unknown): never {
  if (error instanceof KeystoreRefused) throw error
  const value = returnValueOf(error) ?? ''
  const isFull = value === 'CKR_SESSION_COUNT' || value.endsWith('_MEMORY')
  throw new KeystoreRefused(isFull ? 'busy' : 'unavailable', reasonOf(error))
}

function reasonOf(error: unknown): string {
  return error instanceof KeystoreRefused ? error.message : (returnValueOf(error) ?? 'no answer of the token')
}

function destroyQuietly({ cryptoki, session }: TokenSession, object: Handle): void {
  try {
    cryptoki.C_DestroyObject(session, object)
  } catch {
    // The session is gone, and its objects with it.
  }
}
