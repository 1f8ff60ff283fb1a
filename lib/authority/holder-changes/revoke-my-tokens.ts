import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endTokens } from '../access-tokens/end-tokens'
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
    await endTokens(tx, context.keyring, { allOfHolder: holderId }, { reason, actor: holderId, origin })
  })
}
