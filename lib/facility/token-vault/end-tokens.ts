import { appendAudit } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Keyring } from '@/lib/keystore/keyring'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { type EndedToken, endLive, lockStaffServedOnlyAt, type TokensToEnd } from './vault-token.store'

type Ending = { reason: string; actor: string; origin: RequestOrigin }

/**
 * Ends the tokens of a staff member, those that serve one terminal only, or one token: locks the staff members, ends the tokens,
 * notifies the screens and appends one audit event per token. Call it as the last change of the transaction, because the audit event
 * locks the chain's head; after the commit `revokeEndedTokens` reports the end to the authority.
 * @returns what ended; tokens that were past their life have the reason `expired`
 */
export async function endTokens(
  tx: Transaction,
  keyring: Keyring,
  which: TokensToEnd,
  { reason, ...by }: Ending,
): Promise<EndedToken[]> {
  if ('terminalKey' in which) await lockStaffServedOnlyAt(tx, which.terminalKey)
  else await lockForChange(tx, which.staffKey)
  const ended = await endLive(tx, which, reason)
  for (const staffKey of new Set(ended.map((token) => token.staffKey))) await touchStaff(tx, staffKey)
  await auditEndedTokens(tx, keyring, ended, by)
  return ended
}

/** One audit event for each token that the same transaction has ended. */
export async function auditEndedTokens(
  tx: Transaction,
  keyring: Keyring,
  ended: readonly EndedToken[],
  { actor, origin }: Omit<Ending, 'reason'>,
): Promise<void> {
  for (const { id, staffKey, facilityId, endReason } of ended) {
    await appendAudit(tx, 'facility', keyring, {
      partition: facilityId,
      action: 'vault_token.end',
      outcome: 'success',
      actor,
      subject: id,
      origin,
      details: { staff: staffKey, reason: endReason },
    })
  }
}
