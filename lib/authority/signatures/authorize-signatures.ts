import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { AuthorityContext } from '../authority-context'
import { lockAuditLog, recordEvent, recordingRefusals } from '../record-event'
import { requireLiveBearer } from './bearer/authenticate-bearer'
import type { Bearer } from './bearer/bearer'
import { findBearer } from './bearer/bearer.store'

import { requireSigningKey } from './credential/judge-credential'
import { findSigningCredential } from './credential/signing-credential.store'
import { type Activation, activationSeconds, maxHashes, type Sad } from './ledger/activation'
import { insertActivation } from './ledger/activation.store'
import { activationMac, sadMac } from './ledger/ledger-mac'
import { readBudgetLeft } from './ledger/reservation.store'
import { signatureError } from './signature.errors'
import { signatureBudget } from './signature-budget'

export type IssuedSad = {
  /** The handle; it leaves the process once. */
  sad: string
  expiresIn: number
}

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Authorises the signing of exactly these hashes, at most `numSignatures` times in all, by the bearer of today's access token (CSC
 * `credentials/authorize` with empty authData; SCAL 2). Every hash counts as often as it is given.
 * @throws AppError `signature.token_*`, `signature.credential_unknown`, `signature.credential_disabled`,
 *   `signature.document_kind_unfit`, `signature.budget_exceeded`, `signature.record_altered`
 */
export async function authorizeSignatures(
  context: Context,
  bearer: Bearer,
  input: {
    credentialId: string
    numSignatures: number
    hashes: readonly Uint8Array[]
    documentKind: DocumentKind | null
  },
  origin: RequestOrigin,
): Promise<IssuedSad> {
  const { db, keyring, settings } = context
  const { accessTokenId, facilityClientId: actor } = bearer
  const refusal = { action: 'activation.authorize', actor, subject: accessTokenId, origin } as const
  return recordingRefusals(context, refusal, () =>
    db.transaction(async (tx) => {
      const { credentialId, numSignatures, hashes, documentKind } = input
      const [found, credential, left] = await Promise.all([
        findBearer(tx, { accessTokenId }),
        findSigningCredential(tx, { credentialId, holderId: bearer.holderId }),
        readBudgetLeft(tx, bearer, signatureBudget(settings)),
        lockAuditLog(tx),
      ])
      const { now, expiresAt } = requireLiveBearer(found)
      requireAuthorizable(() => requireSigningKey(keyring, credential, documentKind))
      if (numSignatures > Math.min(maxHashes, left) || hashes.length > numSignatures) {
        throw signatureError('signature.budget_exceeded', { detail: `${numSignatures} of ${left}` })
      }
      const activation: Activation = {
        ...ownersOf(bearer),
        id: newId('activation'),
        credentialId,
        documentKind,
        numSignatures,
        createdAt: now,
        expiresAt: new Date(Math.min(now.getTime() + activationSeconds * 1_000, expiresAt.getTime())),
      }
      const { sad, answer } = newSad(settings, { activation, hashes, now })
      const macs = { activationMac: activationMac(keyring, activation), sadMac: sadMac(keyring, sad) }
      insertActivation(tx, { activation, sad, ...macs })
      const details = { ...ownersOf(bearer), credential: credentialId, sad: sad.id, hashes: hashes.length }
      const event = { action: 'activation.authorize', outcome: 'success', actor, subject: activation.id } as const
      await recordEvent(tx, keyring, { ...event, origin, details: { ...details, num_signatures: numSignatures } })
      return answer
    }),
  )
}

/** A SAD for an activation. Its life never reaches beyond the activation's. */
export function newSad(
  { sadSeconds }: Pick<Context['settings'], 'sadSeconds'>,
  { activation, hashes, now }: { activation: Activation; hashes: readonly Uint8Array[]; now: Date },
): { sad: Sad; answer: IssuedSad } {
  const handle = newToken(32)
  const end = Math.min(now.getTime() + sadSeconds * 1_000, activation.expiresAt.getTime())
  const sad: Sad = {
    id: newId('sad'),
    activationId: activation.id,
    handleHash: hashToken(handle),
    createdAt: now,
    expiresAt: new Date(end),
    hashes,
  }
  return { sad, answer: { sad: handle, expiresIn: Math.floor((end - now.getTime()) / 1_000) } }
}

function ownersOf(bearer: Bearer) {
  const { holderId, facilityClientId, accessTokenId, certificateThumbprint } = bearer
  return { holderId, facilityClientId, accessTokenId, certificateThumbprint }
}

/** The standard has no text for an expired certificate here: to this method the credential is disabled. */
function requireAuthorizable<Result>(judge: () => Result): Result {
  try {
    return judge()
  } catch (error) {
    if (!signatureError.is(error, 'signature.certificate_expired')) throw error
    throw signatureError('signature.credential_disabled', { detail: 'expired' })
  }
}
