import type { EventSink } from '@/lib/api/event-stream-response'
import { authenticateEmrBearer } from '@/lib/facility/emr-clients/authenticate-emr-bearer'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { listChangedStatuses } from '@/lib/facility/token-vault/list-changed-statuses'
import { toSignInStatus } from '@/lib/facility/token-vault/status-row'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { streamChangedStaff } from '../stream-changed-staff'

/** An EMR's stream: `statuses` with everything at once and after each gap, then `status` for each that changed. */
export async function streamStatuses(
  context: FacilityContext,
  { bearer, terminalCode }: { bearer: string | null; terminalCode: string | null },
  sink: EventSink,
  origin: RequestOrigin,
): Promise<void> {
  const stream = {
    async authenticate() {
      const { facilityId, expiresInSeconds } = await authenticateEmrBearer(context, bearer)
      return { facilityId, liveForMs: (expiresInSeconds + 1) * 1000 }
    },
    async push(facilityId: string, staffKeys: 'all' | string[]) {
      const rows = await listChangedStatuses(context, { facilityId, terminalCode, staffKeys })
      if (staffKeys === 'all') sink.send('statuses', { statuses: rows.map(toSignInStatus) })
      else for (const row of rows) sink.send('status', toSignInStatus(row))
      return rows
    },
  }
  await streamChangedStaff(context, stream, sink, origin)
}
