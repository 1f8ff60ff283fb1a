import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { revokeTokensOfHolder } from '../access-tokens/access-token.store'
import type { AuthorityContext } from '../authority-context'
import { recordRevokedTokens } from '../record-revoked-tokens'
import { lockHolderSession } from './get-holder-session'

const reason = 'holder_request'

/**
 * Ends every token of the holder, at every facility. None to end is no failure.
 * @throws AppError `request.unauthorized`.
 */
export async function revokeMyTokens(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { token: string | null },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { holderId } = await lockHolderSession(tx, input.token)
    const tokens = await revokeTokensOfHolder(tx, holderId, reason)
    await recordRevokedTokens(tx, context.keyring, { tokens, actor: holderId, reason, origin })
  })
}
