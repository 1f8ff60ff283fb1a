import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { ConsoleContext, ConsoleTables } from './console-account'
import { endIfOpen } from './console-session.store'

/** Ends a console session on the server, so that its cookie opens nothing any more; ending an ended one is no error. */
export async function endSession(
  context: Pick<ConsoleContext, 'db' | 'keyring'>,
  tables: ConsoleTables,
  consoleSessionId: string,
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const ended = await endIfOpen(tx, tables, consoleSessionId)
    if (ended === null) return
    await appendAudit(tx, tables.side, context.keyring, {
      partition: ended.partition,
      action: 'console_session.end',
      outcome: 'success',
      actor: ended.personId,
      subject: consoleSessionId,
      origin,
    })
  })
}
