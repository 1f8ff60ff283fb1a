import { getLiveSession } from '@/lib/console-accounts/get-live-session'
import { type AuthorityConsoleRole, isAuthorityConsoleRole } from '@/lib/vocabulary/console-role'
import type { AuthorityContext } from '../authority-context'
import { operatorConsole } from './operator.store'

export type LiveOperatorSession = {
  consoleSessionId: string
  operatorId: string
  displayName: string
  roles: readonly AuthorityConsoleRole[]
}

/**
 * The operator behind a session of the authority's console; `watch` looks without counting as activity.
 * @throws AppError `console_session.expired` for one that has ended, was never there, or whose operator may not use it now
 */
export async function getLiveOperatorSession(
  context: Pick<AuthorityContext, 'db' | 'settings'>,
  consoleSessionId: string,
  mode: 'touch' | 'watch' = 'touch',
): Promise<LiveOperatorSession> {
  const session = await getLiveSession(context, operatorConsole, consoleSessionId, mode)
  return {
    consoleSessionId: session.consoleSessionId,
    operatorId: session.personId,
    displayName: session.displayName,
    roles: session.roles.filter(isAuthorityConsoleRole),
  }
}
