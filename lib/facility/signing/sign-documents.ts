import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { ErrorCode } from '@/lib/problem/error-codes'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { DocumentItem } from './document-item'
import { turnSeconds, waitMs } from './requests/signing-request'
import {
  findByKey,
  type KnownRequest,
  releaseTurn,
  reserveIfNew,
  type Turn,
  takeTurnIfFree,
} from './requests/signing-request.store'
import { readOutcome, type SigningResult } from './requests/signing-result'
import { createTurnWaiter } from './requests/wait-for-turn'
import type { OpenSigner, SignaturePort, Signer } from './signature-port'
import { signingError } from './signing.errors'
import { auditActorOf, type SigningContext, type SigningPrincipal } from './signing-context'
import { performTurn } from './turn/perform-turn'
import { rethrowWithWaysOn } from './ways-on'

export type SignDocumentsInput = {
  principal: SigningPrincipal
  staffCode: string
  /** `null` where no terminal is known: then only a sign-in that serves everywhere counts. */
  terminalCode: string | null
  /** Only this sign-in counts. */
  vaultTokenId?: string
  kind: DocumentKind
  /** The way in which it is signed. */
  openSigner: OpenSigner
  /** As the EMR chose it. */
  idempotencyKey: string
  requestHash: Uint8Array
  /** Made when it is first needed: a repeated request does not need them. */
  items: () => Promise<readonly DocumentItem[]>
}

/**
 * Signs documents with the staff member's second certificate, once for each key: a caller that repeats the key gets the same documents,
 * at whatever step a process died. Of many at once one signs and the others wait for it.
 * @throws AppError `staff.unknown`, `terminal.unknown`, `terminal.retired`, `staff.locked`, `signing.authentication_required`,
 * `signing.key_reused`, `signing.in_progress`, `signing.in_doubt`, `signing.refused`, `signing.no_credential`, `signing.credential_unfit`,
 * `signing.signer_changed`, `signing.document_wiped`, `signing.verification_failed`, `authority.unavailable`
 */
export async function signDocuments(
  context: SigningContext,
  input: SignDocumentsInput,
  origin: RequestOrigin,
): Promise<SigningResult> {
  const key = {
    emrClientId: input.principal.emrClientId,
    keyHash: hashToken(input.idempotencyKey),
    requestHash: input.requestHash,
  }
  const waiter = createTurnWaiter(context.notifications, waitMs)
  try {
    for (;;) {
      const known = await findByKey(context.db, key)
      if (known !== null && !known.sameRequest) throw signingError('signing.key_reused')
      const result = known === null ? null : await readOutcome(context, known)
      if (result !== null) return result
      const turn = await takeTurn(context, input, { known, key, origin })
      if (turn !== null) return await workOn(context, input, turn, origin)
      if (known !== null && !(await waiter.wait(known.id))) {
        const retryAfterSeconds = Math.min(known.turnEndsInSeconds, waitMs / 1000)
        throw signingError('signing.in_progress', { retryAfterSeconds })
      }
    }
  } finally {
    waiter.end()
  }
}

type Key = { emrClientId: string; keyHash: Uint8Array; requestHash: Uint8Array }
type Taken = { turn: Turn; signer: Signer; signatures: SignaturePort; items: readonly DocumentItem[] }

/** The turn on a request, new or free; `null` when another process has it. The signer is judged before. */
async function takeTurn(
  context: SigningContext,
  input: SignDocumentsInput,
  { known, key, origin }: { known: KnownRequest | null; key: Key; origin: RequestOrigin },
): Promise<Taken | null> {
  if (known !== null && !known.turnFree) return null
  const query = { ...input, facilityId: input.principal.facilityId }
  const { signer, signatures } = await input.openSigner(context, query, origin)
  const items = known?.state === 'prepared' ? [] : await input.items().catch(rethrowWithWaysOn)
  const { staffKey, terminalKey, vaultTokenId } = signer
  const turn =
    known === null
      ? await reserveIfNew(context.db, {
          ...key,
          id: newId('signingRequest'),
          facilityId: input.principal.facilityId,
          kind: input.kind,
          staffKey,
          terminalKey,
          vaultTokenId,
          turnSeconds,
        })
      : await takeTurnIfFree(context.db, { id: known.id, vaultTokenId, turnSeconds })
  return turn === null ? null : { turn, signer, signatures, items }
}

/** Does the work; when it cannot be finished the turn is given back, so that a repetition goes on at once. */
async function workOn(
  context: SigningContext,
  input: SignDocumentsInput,
  { turn, signer, signatures, items }: Taken,
  origin: RequestOrigin,
): Promise<SigningResult> {
  // A request that somebody prepared between our look and our turn needs no items; one that lost its preparation needs them.
  const missing = turn.state === 'reserved' && items.length === 0
  try {
    const work = {
      turn,
      signer,
      signatures,
      items: missing ? await input.items() : items,
      kind: input.kind,
      actor: input.principal,
    }
    return await performTurn(context, work, origin)
  } catch (error) {
    await releaseUnfinishedTurn(context, turn, error, { input, signer, origin })
    throw error
  }
}

/** Nothing was handed out, and it is worth a row of the audit trail. */
const refusals: ReadonlySet<string> = new Set<ErrorCode>([
  'signing.refused',
  'signing.no_credential',
  'signing.credential_unfit',
  'signing.signer_changed',
])
/** Nothing was signed: what this turn prepared contains a time that will not be the signature's. */
const definite: ReadonlySet<string> = new Set<string>([...refusals, 'signing.authentication_required'])

async function releaseUnfinishedTurn(
  context: SigningContext,
  turn: Turn,
  error: unknown,
  { input, signer, origin }: { input: SignDocumentsInput; signer: Signer; origin: RequestOrigin },
): Promise<void> {
  const code = error instanceof AppError ? error.code : 'service.internal'
  const isRefused = refusals.has(code)
  // What an earlier turn prepared may have been signed without our hearing of it: it stays what this key stands for.
  const discard = definite.has(code) && turn.state === 'reserved'
  await context.db
    .transaction(async (tx) => {
      if (!(await releaseTurn(tx, turn, discard)) || !isRefused) return
      await appendAudit(tx, 'facility', context.keyring, {
        partition: input.principal.facilityId,
        action: `${input.kind}.sign`,
        outcome: 'failure',
        actor: auditActorOf(input.principal),
        subject: turn.id,
        origin,
        code,
        ...(error instanceof AppError && error.detail !== undefined ? { reason: error.detail } : {}),
        details: { staff: signer.staffKey, terminal: signer.terminalKey, token: signer.vaultTokenId },
      })
    })
    .catch(() => {
      // The database is away: the turn ends by its clock.
    })
}
