import type { FacilityContext } from '../facility-context'
import { consoleSessionError } from './console-session.errors'
import { findLive, type LiveConsoleSession, touchIfLive } from './console-session.store'

/**
 * The administrator behind a console session; both its ends, idle and absolute, are judged by the database's clock.
 * `watch` looks without counting as activity: for streams and their checks.
 * @throws AppError `console_session.expired` for one that has ended, was never there, or whose person is no administrator now
 */
export async function getLiveConsoleSession(
  context: Pick<FacilityContext, 'db' | 'settings'>,
  consoleSessionId: string,
  mode: 'touch' | 'watch' = 'touch',
): Promise<LiveConsoleSession> {
  const look = mode === 'touch' ? touchIfLive : findLive
  const session = await look(context.db, consoleSessionId, context.settings.consoleIdleSeconds)
  if (session === null) throw consoleSessionError('console_session.expired')
  return session
}
