import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import { judgeAttempt } from '@/lib/rate-limits/rate-limit'
import type { AuthorityContext } from '../../authority-context'
import { recordFailure } from '../../record-event'
import { signatureError } from '../signature.errors'
import type { Bearer } from './bearer'
import { type FoundBearer, findBearerOfToken } from './bearer.store'

/** One doctor's calls; a hospital signs in batches. */
const callsPerToken = { limit: 6_000, windowSeconds: 60 }

/**
 * The bearer of an access token that would be accepted now (AT-15), and its call counted. A token that once was one is audited; an
 * unknown one is not.
 * @throws AppError `signature.token_invalid`, `signature.token_ended`, `request.rate_limited`, `service.unavailable`
 */
export async function authenticateBearer(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  unverifiedToken: string,
  origin: RequestOrigin,
): Promise<Bearer> {
  const { windowSeconds } = callsPerToken
  const { found, attempt } = await findBearerOfToken(context.db, hashToken(unverifiedToken), windowSeconds)
  const code = refusalOf(found)
  if (found !== null && code === null) {
    judgeAttempt(attempt, callsPerToken)
    return found
  }
  if (found !== null && code !== null) {
    const { accessTokenId: subject, facilityClientId: actor } = found
    await recordFailure(context, { action: 'signature.authenticate', actor, subject, origin, code })
  }
  throw signatureError(code ?? 'signature.token_invalid')
}

/**
 * Judges a bearer again, inside the transaction that acts for it.
 * @throws AppError `signature.token_invalid`, `signature.token_ended`
 */
export function requireLiveBearer(found: FoundBearer | null): FoundBearer {
  const code = refusalOf(found)
  if (found === null || code !== null) throw signatureError(code ?? 'signature.token_invalid')
  return found
}

function refusalOf(found: FoundBearer | null): 'signature.token_invalid' | 'signature.token_ended' | null {
  if (found === null) return 'signature.token_invalid'
  return found.isLive ? null : 'signature.token_ended'
}
