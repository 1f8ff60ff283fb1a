import type { FacilityContext } from '@/lib/facility/facility-context'
import { checkDueTokens } from '@/lib/facility/token-vault/check-due-tokens'
import { nextStatusChangeMs } from '@/lib/facility/token-vault/sign-in-status'
import { type StatusRow, toStatusFacts } from '@/lib/facility/token-vault/status-row'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { EventSink } from '../event-stream-response'
import { createChangedStaff } from './changed-staff'
import { createStreamRefresher } from './stream-refresher'

export type ChangedStaffStream = {
  /** Judges the caller again; throws when it no longer may listen. */
  authenticate(): Promise<{ facilityId: string; liveForMs: number }>
  /** Reads and sends what changed, everything at first and after each gap; answers the rows it read. */
  push(facilityId: string, staffKeys: 'all' | string[]): Promise<readonly StatusRow[]>
}

/** How often a stream asks the authority about tokens by itself: the facility is not notified of a revocation there. */
const checkEveryMs = 30_000

/** Pushes the changes of a facility's staff, by events of any process and by the passing of time (rules S5, S7). */
export async function streamChangedStaff(
  context: FacilityContext,
  { authenticate, push }: ChangedStaffStream,
  sink: EventSink,
  origin: RequestOrigin,
): Promise<void> {
  const changed = createChangedStaff()
  let checkAtMs = 0
  const refresh = createStreamRefresher(sink, async () => {
    const { facilityId, liveForMs } = await authenticate()
    const now = performance.now()
    if (now >= checkAtMs) {
      checkAtMs = now + checkEveryMs
      checkDueTokens(context, facilityId, origin)
    }
    const staffKeys = changed.take(now)
    if (staffKeys === 'all' || staffKeys.length > 0) {
      const rows = await push(facilityId, staffKeys).catch((error: unknown) => {
        changed.addAll()
        throw error
      })
      for (const row of rows) changed.expect(row.staffKey, nextStatusChangeMs(toStatusFacts(row)), now)
    }
    return Math.min(changed.nextMs(performance.now()), liveForMs)
  })
  const hear = (staffKey: string) => {
    changed.add(staffKey)
    refresh()
  }
  const hearAgain = () => {
    changed.addAll()
    refresh()
  }
  const unsubscribe = await context.notifications.subscribe('facility_staff', '*', hear, hearAgain)
  if (sink.signal.aborted) return unsubscribe()
  sink.signal.addEventListener('abort', unsubscribe, { once: true })
  refresh()
}
