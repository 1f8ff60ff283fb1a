import type { FacilityContext } from '@/lib/facility/facility-context'
import { signingError } from '@/lib/facility/signing/signing.errors'

/**
 * Fetches the data that signatures are judged by before they are needed, so that no caller waits for a large CRL on a slow line.
 * Without trust settings there is nothing to fetch; the log says so at start.
 */
export async function keepTrustFresh({ authority }: Pick<FacilityContext, 'authority'>): Promise<void> {
  await authority.readTrust().catch((error: unknown) => {
    if (!signingError.is(error, 'signing.not_set_up')) throw error
  })
}
