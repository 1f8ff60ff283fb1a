import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { touchStaffOfFacility } from '../staff/staff.store'
import type { FacilitySettings } from './facility'
import { facilityError } from './facility.errors'
import { updateIfLive } from './facility.store'

/**
 * Changes settings of a hospital; what is already signed in stays as it is, but is looked for under the new token mode,
 * on every open screen at once.
 * @throws AppError `facility.unknown`
 */
export async function changeFacility(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: { facilityId: string; settings: Partial<FacilitySettings>; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  const { facilityId, settings, actor } = input
  await context.db.transaction(async (tx) => {
    if (!(await updateIfLive(tx, facilityId, settings))) throw facilityError('facility.unknown')
    await touchStaffOfFacility(tx, facilityId)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'facility.change',
      outcome: 'success',
      actor,
      subject: facilityId,
      origin,
      details: settings,
    })
  })
}
