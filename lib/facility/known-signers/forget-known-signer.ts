import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { findIdByCode, lockForChange } from '../staff/staff.store'
import { findFacilityId, forgetSigner } from './known-signer.store'

/**
 * Forgets in whose name a staff member has signed until now, so that the next certificate is taken as it is: after a change of name,
 * once somebody has made sure of it.
 * @throws AppError `staff.unknown` where there is no such staff member, or nothing is known of them
 */
export async function forgetKnownSigner(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { facilityCode, staffCode, actor }: { facilityCode: string; staffCode: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  const facilityId = await findFacilityId(context.db, facilityCode)
  const staffId = facilityId === null ? null : await findIdByCode(context.db, facilityId, staffCode)
  if (facilityId === null || staffId === null) throw new AppError('staff.unknown')
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffId)
    if (!(await forgetSigner(tx, staffId))) throw new AppError('staff.unknown', { detail: 'has not signed yet' })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'known_signer.forget',
      outcome: 'success',
      actor,
      subject: staffId,
      origin,
    })
  })
}
