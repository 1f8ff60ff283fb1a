import { checkDigests } from '../check-digests'
import { KeystoreInDoubt, KeystoreRefused } from '../keystore-error'
import type { SigningKeystore } from '../signing-keystore'
import { ck, returnValueOf } from './cryptoki'
import { createKeyProofs } from './key-proofs'
import { signOne } from './token-keys'
import { createTokenSessions, isSessionLost, type TokenOptions, type TokenSession } from './token-sessions'
import { withProgress } from './with-progress'
import { createWrappedKeys } from './wrapped-keys'

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
  const { kekLabel, answerMs = standardAnswerMs } = options
  const sessions = createTokenSessions(options)
  const keys = createWrappedKeys(options)
  const proofs = createKeyProofs()
  return {
    kind: 'pkcs11',
    wrappingKeyId: kekLabel,
    generate: (algorithm) => retrying(() => sessions.use((session) => keys.generate(session, algorithm))).catch(refuse),
    async sign(key, digests) {
      checkDigests(digests)
      keys.checkKind(key.wrapped)
      const call = { isIssued: false, isOver: false }
      const keyType = key.algorithm === 'rsa-2048' ? ck.keyTypeRsa : ck.keyTypeEc
      const work = (onProgress: () => void) => (session: TokenSession) =>
        keys.withKey(session, key.wrapped, { keyType, isMoving: false }, async (handle) => {
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
      keys.checkKind(wrapped)
      if (wrapped.wrappingKeyId === kekLabel) return wrapped
      const work = async (session: TokenSession) => {
        // The blob does not say which kind of key it is, and a token refuses the wrong one.
        try {
          return await keys.move(session, wrapped, ck.keyTypeRsa)
        } catch (error) {
          if (!(error instanceof KeystoreRefused) || error.refusal !== 'unopenable') throw error
          return keys.move(session, wrapped, ck.keyTypeEc)
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
