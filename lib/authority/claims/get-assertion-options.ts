import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { getClaim } from './get-claim'
import { type AssertionOptions, newAssertionOptions } from './new-assertion-options'

/**
 * New options for the claim that a claim secret opens.
 * @throws AppError as `getClaim` and `newAssertionOptions`
 */
export async function getAssertionOptions(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  claimSecret: string,
  origin: RequestOrigin,
): Promise<AssertionOptions> {
  return newAssertionOptions(context, await getClaim(context, claimSecret, origin))
}
