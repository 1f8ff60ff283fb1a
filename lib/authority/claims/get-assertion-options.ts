import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { AuthorityContext } from '../authority-context'
import { getClaim } from './get-claim'
import { type AssertionOptions, newAssertionOptions } from './new-assertion-options'

const optionsLimit = { limit: 20, windowSeconds: 600 }

/**
 * New options for the claim that a claim secret opens. Those that come with the right number are not counted: it is given once.
 * @throws AppError `request.rate_limited`; as `getClaim` and `newAssertionOptions`
 */
export async function getAssertionOptions(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  claimSecret: string,
  origin: RequestOrigin,
): Promise<AssertionOptions> {
  const claim = await getClaim(context, claimSecret, origin)
  await countAttempt(context.db, 'authority', {
    key: `assertion_options:${claim.deviceAuthorizationId}`,
    ...optionsLimit,
  })
  return newAssertionOptions(context, claim)
}
