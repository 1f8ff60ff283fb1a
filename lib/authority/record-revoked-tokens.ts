import type { Transaction } from '@/lib/db/database'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from './authority-context'
import { recordEvent } from './record-event'

/** One audit event a token, so that each can be walked to its end (L6). Call it after every change of the transaction. */
export async function recordRevokedTokens(
  tx: Transaction,
  keyring: AuthorityContext['keyring'],
  input: { tokens: readonly string[]; actor: string; reason: string; origin: RequestOrigin },
): Promise<void> {
  const { tokens, actor, reason, origin } = input
  for (const subject of tokens) {
    const event = { action: 'access_token.revoke', outcome: 'success', actor, subject, origin } as const
    await recordEvent(tx, keyring, { ...event, details: { reason } })
  }
}
