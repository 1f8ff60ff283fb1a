import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../../authority-context'
import { recordFailure } from '../../record-event'
import type { Bearer } from './bearer'
import { type FoundBearer, findBearer } from './bearer.store'

/**
 * The bearer of an access token that would be accepted now (AT-15). A token that once was one is audited; an unknown one is not.
 * @throws AppError `signature.token_invalid`, `signature.token_ended`
 */
export async function authenticateBearer(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  unverifiedToken: string,
  origin: RequestOrigin,
): Promise<Bearer> {
  const found = await findBearer(context.db, { tokenHash: hashToken(unverifiedToken) })
  const code = refusalOf(found)
  if (found !== null && code === null) return found
  if (found !== null && code !== null) {
    const { accessTokenId: subject, facilityClientId: actor } = found
    await recordFailure(context, { action: 'signature.authenticate', actor, subject, origin, code })
  }
  throw new AppError(code ?? 'signature.token_invalid')
}

/**
 * Judges a bearer again, inside the transaction that acts for it.
 * @throws AppError `signature.token_invalid`, `signature.token_ended`
 */
export function requireLiveBearer(found: FoundBearer | null): FoundBearer {
  const code = refusalOf(found)
  if (found === null || code !== null) throw new AppError(code ?? 'signature.token_invalid')
  return found
}

function refusalOf(found: FoundBearer | null): 'signature.token_invalid' | 'signature.token_ended' | null {
  if (found === null) return 'signature.token_invalid'
  return found.isLive ? null : 'signature.token_ended'
}
