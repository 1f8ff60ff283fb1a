import type { EventSink } from '@/lib/api/event-stream-response'
import { getLiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'
import { listChangedToday } from '@/lib/facility/dashboard/list-changed-today'
import type { FacilityContext } from '@/lib/facility/facility-context'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityRight } from '@/lib/rights/facility-rights'
import { requireFacilityRight } from '../../operations/require-right'
import { streamChangedStaff } from '../stream-changed-staff'

const lookAgainMs = 60_000

/**
 * The dashboard's stream: `rows` with all rows at once and after each gap, then with those that changed. Session and right are judged
 * before each of them, so that it ends with either (AT-56).
 */
export async function streamToday(
  context: FacilityContext,
  { consoleSessionId, right }: { consoleSessionId: string; right: FacilityRight },
  sink: EventSink,
  origin: RequestOrigin,
): Promise<void> {
  const stream = {
    async authenticate() {
      const { facilityId, roles } = await getLiveConsoleSession(context, consoleSessionId, 'watch')
      requireFacilityRight(roles, right)
      return { facilityId, liveForMs: lookAgainMs }
    },
    async push(facilityId: string, staffKeys: 'all' | string[]) {
      const { rows, statuses, asOf } = await listChangedToday(context, facilityId, staffKeys)
      if (staffKeys === 'all' || rows.length > 0) sink.send('rows', { rows, as_of: asOf.toISOString() })
      return statuses
    },
  }
  await streamChangedStaff(context, stream, sink, origin)
}
