import { appendAudit, lockAuditHead } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import { utf8 } from '@/lib/kernel/bytes'
import { type Id, newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { TokenAnswer } from '@/lib/wire/oauth'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { auditEndedTokens } from '../token-vault/end-tokens'
import { vaultTokenPlace } from '../token-vault/vault-token'
import { endPredecessor, insertVaultToken } from '../token-vault/vault-token.store'
import { type CompletedSignIn, completeIfLive } from './redeem.store'

type Context = Pick<FacilityContext, 'db' | 'keyring'>
type Target = { id: string; facilityId: string; staffKey: Id<'staff'> }

export type Completion = { outcome: 'stored'; replaced: boolean } | { outcome: 'refused' }

/**
 * Puts the token of an approved sign-in into the vault: token row, end of its predecessor, end of the sign-in, audit rows and the
 * news to every screen in one transaction. `refused`: people, places or the sign-in itself are no longer live (AT-28), nothing was
 * written, and the token must not be used.
 */
export async function completeSignIn(
  context: Context,
  target: Target,
  token: TokenAnswer,
  origin: RequestOrigin,
): Promise<Completion> {
  const completion = context.db.transaction<Completion>(async (tx) => {
    const [staff, completed, ended] = await Promise.all([
      lockForChange(tx, target.staffKey),
      completeIfLive(tx, target.id),
      endPredecessor(tx, target.id),
      lockAuditHead(tx, 'facility', target.facilityId),
    ])
    if (staff === null || staff.left || staff.locked || staff.holderSubject !== token.sub) throw refusal
    if (completed === null) throw refusal
    const terminalKey = completed.tokenMode === 'central' ? null : completed.terminalKey
    const tokenId = await store(context, tx, { target, token, completed, terminalKey })
    await touchStaff(tx, target.staffKey)
    await auditEndedTokens(tx, context.keyring, ended, { actor: 'system', origin })
    await auditSignedIn(context, tx, { target, token, completed, tokenId, origin })
    return { outcome: 'stored', replaced: ended.some(({ endReason }) => endReason === 'replaced') }
  })
  return completion.catch((error: unknown) => {
    if (error === refusal) return { outcome: 'refused' }
    throw error
  })
}

/** Rolls the completion back. */
const refusal = new Error('no longer live')

type Stored = { target: Target; token: TokenAnswer; completed: CompletedSignIn }

async function store(
  { keyring }: Context,
  tx: Transaction,
  { target, token, completed, terminalKey }: Stored & { terminalKey: Id<'terminal'> | null },
): Promise<string> {
  const id = newId('vaultToken')
  await insertVaultToken(tx, {
    id,
    facilityId: target.facilityId,
    staffKey: target.staffKey,
    terminalKey,
    signInId: target.id,
    sealedToken: keyring.seal(utf8(token.access_token), vaultTokenPlace(id)),
    method: token.method,
    signedInAtTerminalKey: completed.terminalKey,
    issuedAtSeconds: token.issued_at,
    expiresInSeconds: token.expires_in,
    expiresAtSeconds: token.expires_at ?? null,
  })
  return id
}

async function auditSignedIn(
  { keyring }: Context,
  tx: Transaction,
  { target, token, completed, tokenId, origin }: Stored & { tokenId: string; origin: RequestOrigin },
): Promise<void> {
  const common = { partition: target.facilityId, outcome: 'success', origin } as const
  await appendAudit(tx, 'facility', keyring, {
    ...common,
    action: 'sign_in.complete',
    actor: target.staffKey,
    subject: target.id,
    details: { terminal: completed.terminalKey, launch: completed.launchId, method: token.method, token: tokenId },
  })
  await appendAudit(tx, 'facility', keyring, {
    ...common,
    action: 'vault_token.store',
    actor: 'system',
    subject: tokenId,
    details: { staff: target.staffKey, sign_in: target.id, mode: completed.tokenMode, expires_in: token.expires_in },
  })
}
