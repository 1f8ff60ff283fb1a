import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { emrClientError } from './emr-client.errors'
import { disableIfLive } from './emr-client.store'

/**
 * Shuts an EMR out: its bearers, tickets and frames are refused with the next look at them.
 * @throws AppError `emr_client.unknown`
 */
export async function disableEmrClient(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { facilityId, emrClientId, actor }: { facilityId: string; emrClientId: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await disableIfLive(tx, facilityId, emrClientId))) throw emrClientError('emr_client.unknown')
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'emr_client.disable',
      outcome: 'success',
      actor,
      subject: emrClientId,
      origin,
    })
  })
}
