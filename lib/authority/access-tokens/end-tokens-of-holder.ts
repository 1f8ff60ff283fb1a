import type { Transaction } from '@/lib/db/database'
import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { withdrawApprovedOfHolder } from '../device-authorizations/device-authorization.store'
import { recordEvent } from '../record-event'
import { recordRevokedTokens } from '../record-revoked-tokens'
import { revokeTokensOfHolder } from './access-token.store'

/** Tokens revoked, and approved device authorizations that now become none. */
export type EndedTokens = { tokens: string[]; withdrawn: string[] }

/**
 * Ends every token of a holder, and every approval that could still be redeemed for one: otherwise the token would come after its
 * end (AT-15, AT-28). Lock the holder first. Approvals go first: a redemption under way is waited for, and its token then revoked.
 */
export async function endTokensOfHolder(tx: Transaction, holderId: string, reason: string): Promise<EndedTokens> {
  const withdrawn = await withdrawApprovedOfHolder(tx, holderId)
  const tokens = await revokeTokensOfHolder(tx, holderId, reason)
  for (const id of withdrawn) await notify(tx, 'authority_device_authorization', id)
  return { tokens, withdrawn }
}

/** One audit event for each token and approval that ended. Call it after every change of the transaction. */
export async function recordEndedTokens(
  tx: Transaction,
  keyring: AuthorityContext['keyring'],
  input: EndedTokens & { actor: string; reason: string; origin: RequestOrigin },
): Promise<void> {
  const { withdrawn, actor, reason, origin } = input
  for (const subject of withdrawn) {
    const event = { action: 'device_authorization.cancel', outcome: 'success', actor, subject, origin } as const
    await recordEvent(tx, keyring, { ...event, reason })
  }
  await recordRevokedTokens(tx, keyring, input)
}
