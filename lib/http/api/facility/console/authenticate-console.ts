import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import type { LiveConsoleSession } from '@/lib/facility/console-sessions/console-session.store'
import { getLiveConsoleSession } from '@/lib/facility/console-sessions/get-live-console-session'
import { AppError } from '@/lib/kernel/app-error'
import type { ApiEnvironment } from '../../router'

const cookieNames = ['__Secure-next-auth.session-token', 'next-auth.session-token']
const claims = z.looseObject({ consoleSessionId: z.string().min(1).max(64) })

/**
 * The administrator behind the console's cookie. The cookie only names a session; whether it lives is judged by its row.
 * @throws AppError `console_session.expired`
 */
export async function authenticateConsole(
  c: Context<ApiEnvironment>,
  mode: 'touch' | 'watch' = 'touch',
): Promise<LiveConsoleSession> {
  return getLiveConsoleSession(c.var.facility, await readConsoleSessionId(c), mode)
}

/** Id of the session that the cookie names. */
export async function readConsoleSessionId(c: Context<ApiEnvironment>): Promise<string> {
  const cookies = getCookie(c)
  const token = cookieNames.map((name) => cookies[name]).find((value) => value !== undefined)
  if (token === undefined || token.length > 4096) throw new AppError('console_session.expired')
  const decoded = await decode({ token, secret: c.var.facility.keyring.consoleSecret }).catch(() => null)
  const parsed = claims.safeParse(decoded)
  if (!parsed.success) throw new AppError('console_session.expired')
  return parsed.data.consoleSessionId
}
