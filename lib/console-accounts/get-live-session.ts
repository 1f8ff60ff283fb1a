import type { ConsoleContext, ConsoleTables, LiveSession } from './console-account'
import { consoleSessionError } from './console-session.errors'
import { findLive, touchIfLive } from './console-session.store'

/**
 * Who is behind a console session; both its ends, idle and absolute, are judged by the database's clock.
 * `watch` looks without counting as activity: for streams and their checks.
 * @throws AppError `console_session.expired` for one that has ended, was never there, or whose account may not be used now
 */
export async function getLiveSession(
  context: Pick<ConsoleContext, 'db' | 'settings'>,
  tables: ConsoleTables,
  consoleSessionId: string,
  mode: 'touch' | 'watch' = 'touch',
): Promise<LiveSession> {
  const look = mode === 'touch' ? touchIfLive : findLive
  const { consoleIdleSeconds: idleSeconds } = context.settings
  const session = await look(context.db, tables, { consoleSessionId, idleSeconds })
  if (session === null) throw consoleSessionError('console_session.expired')
  return session
}
