import { createHash } from 'node:crypto'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { AuthorityContext } from '../authority-context'
import { recordFailure, recordingRefusals } from '../record-event'
import type { Bearer } from './bearer/bearer'
import { completeReservation } from './complete-reservation'
import { makeSignatures } from './make-signatures'
import { releaseReservation } from './release-reservation'
import { reserveSignatures } from './reserve-signatures'
import { signatureError } from './signature.errors'

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings' | 'signingKeystore'>

/**
 * Signs SHA-256 hashes in their order (CSC `signatures/signHash`): RSASSA-PKCS1-v1_5, or ECDSA as DER ECDSA-Sig-Value. Three steps:
 * reserve, sign with no transaction open, complete; signatures leave only after the last has committed. A unit whose outcome is
 * unknown stays reserved and is never signed again; one that was certainly not signed is given back. With an `idempotencyKey` the
 * same call gives the stored signatures and signs nothing.
 * @throws AppError `signature.*`
 */
export async function signHashes(
  context: Context,
  bearer: Bearer,
  input: {
    credentialId: string
    sad: string
    hashes: readonly Uint8Array[]
    algorithm: SigningKeyAlgorithm | null
    idempotencyKey: string | null
  },
  origin: RequestOrigin,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const { credentialId, hashes } = input
  const { facilityClientId, accessTokenId } = bearer
  const idempotencyKeyHash = input.idempotencyKey === null ? null : hashToken(input.idempotencyKey)
  const digest = requestDigest(credentialId, hashes)
  const refusal = { action: 'signature.reserve', actor: facilityClientId, subject: accessTokenId, origin } as const
  const start = await recordingRefusals(context, refusal, () =>
    reserveSignatures(context, bearer, { ...input, digest, idempotencyKeyHash }, origin),
  )
  if ('stored' in start) return start.stored
  const { reservation, key } = start
  const made = await makeSignatures(context.signingKeystore, key, hashes)
  if (made.signatures === null) {
    await releaseReservation(context, { reservation, bearer, unsent: made.unsent, inDoubt: made.inDoubt }, origin)
    const isBurned = made.unsent.length < hashes.length
    throw signatureError(isBurned ? 'signature.in_doubt' : 'signature.keystore_refused', {
      detail: `${reservation.requestId}: ${made.reason}`,
      ...(isBurned ? {} : { retryAfterSeconds: 5 }),
    })
  }
  const { signatures } = made
  await completeReservation(context, { reservation, bearer, signatures }, origin).catch(async (error: unknown) => {
    const event = { action: 'signature.complete', actor: facilityClientId, subject: reservation.requestId } as const
    const failure = { ...event, origin, code: 'signature.in_doubt', reason: 'not stored' }
    // The database may be what failed; the units stay reserved and the report of doubtful ones finds them.
    await recordFailure(context, failure).catch(() => {})
    throw signatureError('signature.in_doubt', { detail: `${reservation.requestId} not stored`, cause: error })
  })
  return signatures
}

/** SHA-256 over the credential and the ordered hashes: what a repeated call must have in common with the first. */
function requestDigest(credentialId: string, hashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const message = concatBytes(utf8(JSON.stringify(['request/1', credentialId])), ...hashes)
  return new Uint8Array(createHash('sha256').update(message).digest())
}
