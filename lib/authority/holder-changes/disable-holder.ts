import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endTokens } from '../access-tokens/end-tokens'
import type { AuthorityContext } from '../authority-context'
import { endSessionsOfHolder } from '../holder-sessions/holder-session.store'
import { holderError } from '../holders/holder.errors'
import { disableIfLive } from '../holders/holder.store'
import { recordEvent } from '../record-event'

/**
 * Stops everything of a holder at once. Tokens and sessions end for good, so that enabling the holder again revives none of
 * them; phones and cards answer as gone while the holder is disabled (AT-15, AT-28).
 * @throws AppError `holder.unknown`, for one who is disabled already too.
 */
export async function disableHolder(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { holderId: string; reason: string; actor?: string },
  origin: RequestOrigin,
): Promise<void> {
  const { holderId, reason, actor = 'system' } = input
  await context.db.transaction(async (tx) => {
    if (!(await disableIfLive(tx, holderId))) throw holderError('holder.unknown')
    await endSessionsOfHolder(tx, holderId)
    const end = { reason: 'holder_disabled', actor, origin }
    const tokens = await endTokens(tx, context.keyring, { allOfHolder: holderId }, end)
    const event = { action: 'holder.disable', outcome: 'success', actor, subject: holderId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, details: { reason, access_tokens: tokens } })
  })
}
