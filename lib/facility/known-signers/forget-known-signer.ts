import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import { toBase64Url } from '@/lib/kernel/bytes'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { lockForChange } from '../staff/staff.store'
import { forgetSigner, listCodesOfHolder } from './known-signer.store'

/**
 * Forgets in whose name a staff member has signed until now, under every staff code that is linked to the same holder, so that the
 * next certificate is taken as it is: after a change of name, once somebody has made sure of it. Requests under way end.
 * @throws AppError `staff.unknown` where there is no such staff member, or nothing is known of them
 */
export async function forgetKnownSigner(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { facilityCode, staffCode, actor }: { facilityCode: string; staffCode: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  const codes = await listCodesOfHolder(context.db, { facilityCode, staffCode })
  await context.db.transaction(async (tx) => {
    for (const { staffId } of codes) await lockForChange(tx, staffId)
    const forgotten: { staffId: string; facilityId: string; name: Uint8Array }[] = []
    for (const code of codes) {
      const name = await forgetSigner(tx, code.staffId)
      if (name !== null) forgotten.push({ ...code, name })
    }
    if (forgotten.length === 0)
      throw new AppError('staff.unknown', { detail: 'no such code, or it has not signed yet' })
    for (const { staffId, facilityId, name } of forgotten) {
      await appendAudit(tx, 'facility', context.keyring, {
        partition: facilityId,
        action: 'known_signer.forget',
        outcome: 'success',
        actor,
        subject: staffId,
        origin,
        details: { name: toBase64Url(name) },
      })
    }
  })
}
