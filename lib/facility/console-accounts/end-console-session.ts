import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { endIfOpen } from './console-session.store'

/** Ends a console session on the server, so that its cookie opens nothing any more; ending an ended one is no error. */
export async function endConsoleSession(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  consoleSessionId: string,
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const ended = await endIfOpen(tx, consoleSessionId)
    if (ended === null) return
    await appendAudit(tx, 'facility', context.keyring, {
      partition: ended.facilityId,
      action: 'console_session.end',
      outcome: 'success',
      actor: ended.staffId,
      subject: consoleSessionId,
      origin,
    })
  })
}
