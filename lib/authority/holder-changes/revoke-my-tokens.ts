import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endTokensOfHolder, recordEndedTokens } from '../access-tokens/end-tokens-of-holder'
import type { AuthorityContext } from '../authority-context'
import { lockHolderSession } from '../holder-sessions/get-holder-session'

const reason = 'holder_request'

/**
 * Ends every token of the holder, at every facility, those that are still to be redeemed too. None to end is no failure.
 * @throws AppError `request.unauthorized`.
 */
export async function revokeMyTokens(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { token: string | null },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { holderId } = await lockHolderSession(tx, input.token)
    const ended = await endTokensOfHolder(tx, holderId, reason)
    await recordEndedTokens(tx, context.keyring, { ...ended, actor: holderId, reason, origin })
  })
}
