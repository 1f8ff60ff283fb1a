import { endSession } from '@/lib/console-accounts/end-session'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { operatorConsole } from './operator.store'

/** Ends an operator's session on the server, so that its cookie opens nothing any more; ending an ended one is no error. */
export async function endOperatorSession(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  consoleSessionId: string,
  origin: RequestOrigin,
): Promise<void> {
  await endSession(context, operatorConsole, consoleSessionId, origin)
}
