import type { AuthorityContext } from '@/lib/authority/authority-context'
import { recordEvent } from '@/lib/authority/record-event'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { facilityClientError } from './facility-client.errors'
import { disableIfLive } from './facility-client.store'

/**
 * Ends a hospital's access: its tokens, device authorizations and streams count as ended at once (AT-15).
 * @throws AppError `facility_client.unknown` when there is none or it was disabled before
 */
export async function disableFacilityClient(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { clientId: string; reason: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const id = await disableIfLive(tx, input.clientId)
    if (id === null) throw facilityClientError('facility_client.unknown')
    await recordEvent(tx, context.keyring, {
      action: 'facility_client.disable',
      outcome: 'success',
      actor: 'system',
      subject: id,
      origin,
      reason: input.reason,
    })
  })
}
