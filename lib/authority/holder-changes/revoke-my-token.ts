import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { accessTokenError } from '../access-tokens/access-token.errors'
import type { AuthorityContext } from '../authority-context'
import { lockHolderSession } from '../holder-sessions/get-holder-session'
import { revokeTokenOfHolder } from '../holder-sessions/my-token.store'
import { recordRevokedTokens } from '../record-revoked-tokens'

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
    if (!(await revokeTokenOfHolder(tx, { holderId, tokenId, reason }))) throw accessTokenError('access_token.unknown')
    await recordRevokedTokens(tx, context.keyring, { tokens: [tokenId], actor: holderId, reason, origin })
  })
}
