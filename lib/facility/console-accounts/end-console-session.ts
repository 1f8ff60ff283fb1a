import { endSession } from '@/lib/console-accounts/end-session'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { facilityConsole } from './console-account.store'

/** Ends a console session on the server, so that its cookie opens nothing any more; ending an ended one is no error. */
export async function endConsoleSession(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  consoleSessionId: string,
  origin: RequestOrigin,
): Promise<void> {
  await endSession(context, facilityConsole, consoleSessionId, origin)
}
