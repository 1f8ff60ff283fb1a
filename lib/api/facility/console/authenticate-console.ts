import type { Context } from 'hono'
import { readConsoleSessionId } from '@/lib/api/console-auth/console-cookie'
import type { ApiEnvironment } from '@/lib/api/router'
import { consoleSessionError } from '@/lib/console-accounts/console-session.errors'
import type { LiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'
import { getLiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'

/**
 * The administrator behind the console's cookie. The cookie only names a session; whether it lives is judged by its row. What a
 * screen reads by itself, pushed or polled, is no activity: only opening a page is.
 * @throws AppError `console_session.expired`
 */
export async function authenticateConsole(c: Context<ApiEnvironment>): Promise<LiveConsoleSession> {
  const consoleSessionId = await readConsoleSessionId(c.req.header('cookie'), c.var.facility)
  if (consoleSessionId === null) throw consoleSessionError('console_session.expired')
  return getLiveConsoleSession(c.var.facility, consoleSessionId, 'watch')
}
