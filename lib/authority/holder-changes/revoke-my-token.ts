import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { accessTokenError } from '../access-tokens/access-token.errors'
import { endTokens } from '../access-tokens/end-tokens'
import type { AuthorityContext } from '../authority-context'
import { lockHolderSession } from '../holder-sessions/get-holder-session'

const reason = 'holder_request'

/**
 * Ends one of the holder's own tokens.
 * @throws AppError `request.unauthorized`, `access_token.unknown` for another holder's, an ended and a missing one alike.
 */
export async function revokeMyToken(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { token: string | null; accessTokenId: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { holderId } = await lockHolderSession(tx, input.token)
    const tokenId = input.accessTokenId
    const ended = await endTokens(tx, context.keyring, { holderId, tokenId }, { reason, actor: holderId, origin })
    if (ended.length === 0) throw accessTokenError('access_token.unknown')
  })
}
