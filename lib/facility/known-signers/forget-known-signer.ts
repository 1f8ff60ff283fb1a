import { appendAudit } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { serviceError } from '@/lib/kernel/service.errors'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { lockForChange } from '../staff/staff.store'
import { describeForgotten } from './describe-forgotten'
import { type Forgotten, forgetSigner, listCodesOfHolder } from './known-signer.store'

/**
 * Forgets in whose name a staff member has signed until now, under every staff code that is linked to the same holder, so that the
 * next certificate is taken as it is: after a change of name, once somebody has made sure of it. Requests under way end.
 * @throws AppError `staff.unknown` where there is no such staff member, or nothing is known of them;
 * `service.unavailable` when links change at the same moment
 */
export async function forgetKnownSigner(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { facilityCode, staffCode, actor }: { facilityCode: string; staffCode: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const codes = await lockCodes(tx, { facilityCode, staffCode })
    const forgotten: { staffKey: Id<'staff'>; facilityId: string; what: Forgotten }[] = []
    for (const code of codes) {
      const what = await forgetSigner(tx, code.staffKey)
      if (what.name !== null) forgotten.push({ ...code, what })
    }
    if (forgotten.length === 0) throw staffError('staff.unknown', { detail: 'no such code, or it has not signed yet' })
    for (const { staffKey, facilityId, what } of forgotten) {
      await appendAudit(tx, 'facility', context.keyring, {
        partition: facilityId,
        action: 'known_signer.forget',
        outcome: 'success',
        actor,
        subject: staffKey,
        origin,
        details: describeForgotten(what),
      })
    }
  })
}

/** A code that was linked or unlinked between the look and the locks would be missed, or taken along. */
async function lockCodes(tx: Transaction, named: { facilityCode: string; staffCode: string }) {
  const seen = await listCodesOfHolder(tx, named)
  for (const { staffKey } of seen) await lockForChange(tx, staffKey)
  const locked = await listCodesOfHolder(tx, named)
  const isSame =
    seen.length === locked.length && seen.every(({ staffKey }, index) => staffKey === locked[index]?.staffKey)
  if (!isSame) throw serviceError('service.unavailable', { retryAfterSeconds: 1, detail: 'links changed meanwhile' })
  return locked
}
