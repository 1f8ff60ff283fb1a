import { equalBytes } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { SigningKey } from '@/lib/keystore/signing-keystore'
import { hashToken } from '@/lib/keystore/token'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { AuthorityContext } from '../authority-context'
import { lockAuditLog, recordEvent } from '../record-event'
import { requireLiveBearer } from './bearer/authenticate-bearer'
import type { Bearer } from './bearer/bearer'
import { findBearer } from './bearer/bearer.store'
import { requireSigningKey } from './credential/judge-credential'
import { findSigningCredential } from './credential/signing-credential.store'
import { requireUsableSad } from './ledger/judge-sad'
import type { Reservation } from './ledger/reservation'
import { type Reserved, reserveUnits } from './ledger/reservation.store'
import { findSad, lockSad } from './ledger/sad.store'
import { type EarlierRequest, findEarlierRequest } from './ledger/signature-request.store'
import { signatureError } from './signature.errors'
import { signatureBudget } from './signature-budget'

/**
 * The first step of signing, one transaction: everything is judged again under the SAD's lock, then all units of the request are
 * reserved or none is. A request that was made before under the same key is answered with what was stored then, whatever has become
 * of its SAD.
 * @throws AppError `signature.*`
 */
export async function reserveSignatures(
  { db, keyring, settings }: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  bearer: Bearer,
  request: {
    credentialId: string
    sad: string
    hashes: readonly Uint8Array[]
    /** What the caller expects of the key; `null`: whatever it is. */
    algorithm: SigningKeyAlgorithm | null
    digest: Uint8Array
    idempotencyKeyHash: Uint8Array | null
  },
  origin: RequestOrigin,
): Promise<{ reservation: Reservation; key: SigningKey } | { stored: Uint8Array<ArrayBuffer>[] }> {
  const { credentialId, hashes, digest, idempotencyKeyHash } = request
  const { accessTokenId, holderId, facilityClientId } = bearer
  const handleHash = hashToken(request.sad)
  return db.transaction(async (tx) => {
    const [, found, credential, foundSad, earlier] = await Promise.all([
      lockSad(tx, { handleHash }),
      findBearer(tx, { accessTokenId }),
      findSigningCredential(tx, { credentialId, holderId }),
      findSad(tx, handleHash),
      idempotencyKeyHash === null
        ? null
        : findEarlierRequest(tx, { facilityClientId, credentialId, idempotencyKeyHash }),
    ])
    requireLiveBearer(found)
    if (credential === null) throw signatureError('signature.credential_unknown')
    if (earlier !== null) return { stored: signaturesOf(earlier, digest) }
    const { sad, activation } = requireUsableSad(keyring, foundSad, { bearer, credentialId })
    if (request.algorithm !== null && request.algorithm !== credential.algorithm) {
      throw signatureError('signature.algorithm_unfit', { detail: request.algorithm })
    }
    const key = requireSigningKey(keyring, credential, activation.documentKind)
    const id = newId('signatureRequest')
    const budget = signatureBudget(settings)
    const units = { id, sadId: sad.id, credentialId, digest, idempotencyKeyHash, hashes, budget }
    const [reserved] = await Promise.all([reserveUnits(tx, bearer, units), lockAuditLog(tx)])
    requireAll(reserved, hashes.length)
    const event = { action: 'signature.reserve', outcome: 'success', actor: facilityClientId, subject: id } as const
    const terminal = bearer.certificateThumbprint
    const owner = { holder: holderId, access_token: accessTokenId, thumbprint: terminal, credential: credentialId }
    const details = { ...owner, activation: activation.id, sad: sad.id, hashes: hashes.length, digest: toText(digest) }
    await recordEvent(tx, keyring, { ...event, origin, details })
    return { reservation: { requestId: id, sadId: sad.id, activation, hashes }, key }
  })
}

function requireAll({ isNew, units, budgets }: Reserved, count: number): void {
  if (!isNew) throw signatureError('signature.in_progress', { detail: 'same key at once', retryAfterSeconds: 1 })
  if (units !== count) throw signatureError('signature.hash_not_authorized', { detail: `${units} of ${count} open` })
  if (budgets !== 2) throw signatureError('signature.budget_exceeded', { detail: `${count} more` })
}

function toText(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url')
}

/** @throws AppError `signature.repeat_differs`, `signature.in_progress`, `signature.in_doubt` */
function signaturesOf(earlier: EarlierRequest, digest: Uint8Array): Uint8Array<ArrayBuffer>[] {
  if (!equalBytes(earlier.digest, digest)) throw signatureError('signature.repeat_differs', { detail: earlier.id })
  if (earlier.signatures !== null) return earlier.signatures
  if (earlier.state === 'reserved' && !earlier.isInDoubt) {
    throw signatureError('signature.in_progress', { detail: earlier.id, retryAfterSeconds: 1 })
  }
  throw signatureError('signature.in_doubt', { detail: earlier.id })
}
