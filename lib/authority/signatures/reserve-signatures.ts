import { AppError } from '@/lib/kernel/app-error'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { SigningKey, SigningKeyAlgorithm } from '@/lib/keystore/signing-keystore'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { requireLiveBearer } from './bearer/authenticate-bearer'
import type { Bearer } from './bearer/bearer'
import { findBearer } from './bearer/bearer.store'
import { requireSigningKey } from './credential/judge-credential'
import { findSigningCredential } from './credential/signing-credential.store'
import { requireUsableSad } from './ledger/judge-sad'
import type { Reservation } from './ledger/reservation'
import { type Reserved, reserveUnits } from './ledger/reservation.store'
import { findSad, lockSad } from './ledger/sad.store'
import { signatureBudget } from './signature-budget'

/**
 * The first step of signing, one transaction: everything is judged again under the SAD's lock, then all units of the request are
 * reserved or none is.
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
): Promise<{ reservation: Reservation; key: SigningKey }> {
  const { credentialId, hashes, digest, idempotencyKeyHash } = request
  const { accessTokenId, holderId, facilityClientId } = bearer
  const handleHash = hashToken(request.sad)
  return db.transaction(async (tx) => {
    const [, found, credential, foundSad] = await Promise.all([
      lockSad(tx, { handleHash }),
      findBearer(tx, { accessTokenId }),
      findSigningCredential(tx, { credentialId, holderId }),
      findSad(tx, handleHash),
    ])
    requireLiveBearer(found)
    if (credential === null) throw new AppError('signature.credential_unknown')
    const { sad, activation } = requireUsableSad(keyring, foundSad, { bearer, credentialId })
    if (request.algorithm !== null && request.algorithm !== credential.algorithm) {
      throw new AppError('signature.algorithm_unfit', { detail: request.algorithm })
    }
    const key = requireSigningKey(keyring, credential, activation.documentKind)
    const id = newId('signatureRequest')
    const budget = signatureBudget(settings)
    const units = { id, sadId: sad.id, credentialId, digest, idempotencyKeyHash, hashes, budget }
    requireAll(await reserveUnits(tx, bearer, units), hashes.length)
    const event = { action: 'signature.reserve', outcome: 'success', actor: facilityClientId, subject: id } as const
    const terminal = bearer.certificateThumbprint
    const owner = { holder: holderId, access_token: accessTokenId, thumbprint: terminal, credential: credentialId }
    const details = { ...owner, activation: activation.id, sad: sad.id, hashes: hashes.length, digest: toText(digest) }
    await recordEvent(tx, keyring, { ...event, origin, details })
    return { reservation: { requestId: id, sadId: sad.id, activation, hashes }, key }
  })
}

function requireAll({ isNew, units, budgets }: Reserved, count: number): void {
  if (!isNew) throw new AppError('signature.in_progress', { detail: 'same key at once', retryAfterSeconds: 1 })
  if (units !== count) throw new AppError('signature.hash_not_authorized', { detail: `${units} of ${count} open` })
  if (budgets !== 2) throw new AppError('signature.budget_exceeded', { detail: `${count} more` })
}

function toText(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url')
}
