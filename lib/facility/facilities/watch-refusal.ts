import { randomUUID } from 'node:crypto'
import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { authorityError } from '../authority-port/authority.errors'
import type { FacilityContext } from '../facility-context'
import { touchStaffOfFacility } from '../staff/staff.store'
import { acceptIfRefused, isRefused, noteAcceptedIfDue, refuseIfNew } from './authority-refusal.store'

type Context = Pick<FacilityContext, 'db' | 'keyring'>

const ownProcessId = randomUUID()
/** How long after one process was let in another one's refusal concerns that process only. */
const trustedSeconds = 300
const noteEverySeconds = 30

/** When this process last looked whether its being let in is noted, by facility (`performance.now()`). */
const lookedAtMs = new Map<string, number>()

/**
 * Makes a call as this facility and notes whether the authority lets it in. When it does not know the client or its key (RFC 6749
 * §5.2 `invalid_client`), no token can be used: every badge of the facility turns yellow, with one audit row and one alarm in the log.
 * Not so while another process has been let in within five minutes, and never for this process's clock: that must not stop
 * signing elsewhere (AT-49). The tokens stay: when it was a mistake, they serve again after the next call that is let in.
 * `wasRefused`: as it was read a moment ago, where it was. `processId`: who speaks.
 * @throws AppError what the call throws
 */
export async function watchRefusal<Answer>(
  context: Context,
  facilityId: string,
  origin: RequestOrigin,
  call: () => Promise<Answer>,
  { wasRefused, processId = ownProcessId }: { wasRefused?: boolean; processId?: string } = {},
): Promise<Answer> {
  const about = { facilityId, processId, origin }
  const answer = await call().catch(async (error: unknown) => {
    const isNews = authorityError.is(error, 'authority.client_refused') && !(await isRefused(context.db, facilityId))
    if (isNews) await change(context, about, 'failure')
    throw error
  })
  if (wasRefused ?? (await isRefused(context.db, facilityId))) await change(context, about, 'success')
  else await noteAccepted(context, about)
  return answer
}

type About = { facilityId: string; processId: string; origin: RequestOrigin }

async function noteAccepted({ db }: Context, { facilityId, processId }: About): Promise<void> {
  const key = `${processId} ${facilityId}`
  const nowMs = performance.now()
  if (nowMs - (lookedAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < noteEverySeconds * 1_000) return
  lookedAtMs.set(key, nowMs)
  await noteAcceptedIfDue(db, facilityId, { processId, everySeconds: noteEverySeconds })
}

async function change(
  { db, keyring }: Context,
  { facilityId, processId, origin }: About,
  outcome: 'success' | 'failure',
): Promise<void> {
  const isRefusal = outcome === 'failure'
  const isNews = await db.transaction(async (tx) => {
    const isChanged = isRefusal
      ? await refuseIfNew(tx, facilityId, { processId, trustedSeconds })
      : await acceptIfRefused(tx, facilityId, processId)
    if (!isChanged) return false
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
  if (isNews && isRefusal) logger().error({ facilityId }, 'the authority refuses this facility: nobody can sign')
  else if (isNews) logger().info({ facilityId }, 'the authority lets this facility in again')
  else if (isRefusal)
    logger().error({ facilityId }, 'the authority refuses this process, while another one of this facility was let in')
}
