import { endAllSessionsOfAccount } from '@/lib/console-accounts/console-session.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { operatorError } from './operator.errors'
import { disableIfEnabled, operatorConsole } from './operator.store'

/**
 * Stops an operator at once: its sessions end, and its password opens nothing any more.
 * @throws AppError `operator.unknown`, for one who is disabled already too
 */
export async function disableOperator(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  { operatorCode, actor }: { operatorCode: string; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const operatorId = await disableIfEnabled(tx, operatorCode)
    if (operatorId === null) throw operatorError('operator.unknown')
    await endAllSessionsOfAccount(tx, operatorConsole, operatorId)
    const event = { action: 'operator.disable', outcome: 'success', actor, subject: operatorId, origin } as const
    await recordEvent(tx, context.keyring, event)
  })
}
