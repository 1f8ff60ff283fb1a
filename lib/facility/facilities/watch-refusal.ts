import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import type { FacilityContext } from '../facility-context'
import { touchStaffOfFacility } from '../staff/staff.store'
import { acceptIfRefused, isRefused, refuseIfNew } from './authority-refusal.store'

type Context = Pick<FacilityContext, 'db' | 'keyring'>

/**
 * Makes a call as this facility and notes whether the authority lets it in. When it does not (RFC 6749 §5.2 `invalid_client`), no
 * token can be used: every badge of the facility turns yellow, with one audit row and one alarm in the log. The tokens stay: when it
 * was a mistake, they serve again after the next call that is let in. `wasRefused`: as it was read a moment ago, where it was.
 * @throws AppError what the call throws
 */
export async function watchRefusal<Answer>(
  context: Context,
  facilityId: string,
  origin: RequestOrigin,
  call: () => Promise<Answer>,
  wasRefused?: boolean,
): Promise<Answer> {
  const answer = await call().catch(async (error: unknown) => {
    const isNews =
      error instanceof AppError &&
      error.code === 'authority.client_refused' &&
      !(await isRefused(context.db, facilityId))
    if (isNews) await change(context, facilityId, origin, 'failure')
    throw error
  })
  if (wasRefused ?? (await isRefused(context.db, facilityId))) await change(context, facilityId, origin, 'success')
  return answer
}

async function change(
  { db, keyring }: Context,
  facilityId: string,
  origin: RequestOrigin,
  outcome: 'success' | 'failure',
): Promise<void> {
  const isRefusal = outcome === 'failure'
  const isNews = await db.transaction(async (tx) => {
    if (!(await (isRefusal ? refuseIfNew : acceptIfRefused)(tx, facilityId))) return false
    await touchStaffOfFacility(tx, facilityId)
    await appendAudit(tx, 'facility', keyring, {
      partition: facilityId,
      action: 'facility.authority_refusal',
      outcome,
      actor: 'system',
      subject: facilityId,
      origin,
      ...(isRefusal ? { code: 'authority.client_refused' } : {}),
    })
    return true
  })
  if (!isNews) return
  if (isRefusal) logger().error({ facilityId }, 'the authority refuses this facility: nobody can sign')
  else logger().info({ facilityId }, 'the authority lets this facility in again')
}
