import type { Transaction } from '@/lib/db/database'
import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { withdrawApprovedOfHolder } from '../device-authorizations/device-authorization.store'
import { recordEvent } from '../record-event'
import { revokeLive, type TokensToRevoke } from './access-token.store'

/** All of a holder's tokens and of its approvals, or some tokens. */
export type TokensToEnd = { allOfHolder: string } | TokensToRevoke

type Ending = { reason: string; actor: string; origin: RequestOrigin }

/**
 * Ends live tokens in the transaction of the change that is their reason: revokes them, notifies the facilities that wait for an
 * approval, and appends one audit event per token, so that each can be followed to its end (L6). With all tokens of a holder end the
 * approvals that could still be redeemed for one: otherwise the token would come after its end (AT-15, AT-28). They go first: a
 * redemption under way is waited for, and its token then revoked. Lock the holder first, and call this as the last change: the audit
 * event locks the chain's head.
 * @returns the ids of the tokens that ended
 */
export async function endTokens(
  tx: Transaction,
  keyring: AuthorityContext['keyring'],
  which: TokensToEnd,
  { reason, actor, origin }: Ending,
): Promise<string[]> {
  const isAll = 'allOfHolder' in which
  const withdrawn = isAll ? await withdrawApprovedOfHolder(tx, which.allOfHolder) : []
  const tokens = await revokeLive(tx, isAll ? { holderId: which.allOfHolder } : which, reason)
  for (const id of withdrawn) await notify(tx, 'authority_device_authorization', id)
  const event = { outcome: 'success', actor, origin } as const
  for (const subject of withdrawn) {
    await recordEvent(tx, keyring, { ...event, action: 'device_authorization.cancel', subject, reason })
  }
  for (const subject of tokens) {
    await recordEvent(tx, keyring, { ...event, action: 'access_token.revoke', subject, details: { reason } })
  }
  return tokens
}
