import type { FacilityContext } from '@/lib/facility/facility-context'
import { signingError } from '@/lib/facility/signing/signing.errors'

/**
 * Fetches what signatures are judged by before somebody waits for it, so that a large CRL on a slow line keeps nobody waiting.
 * Without trust settings there is nothing to fetch; the log says so at start.
 */
export async function keepTrustFresh({ authority }: Pick<FacilityContext, 'authority'>): Promise<void> {
  await authority.readTrust().catch((error: unknown) => {
    if (!signingError.is(error, 'signing.not_set_up')) throw error
  })
}
