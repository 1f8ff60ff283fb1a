import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readConsoleSessionId } from '@/lib/api/console-auth/console-cookie'
import { processContexts } from '@/lib/api/process-api'
import { consoleSessionError } from '@/lib/console-accounts/console-session.errors'
import { requestPage } from '@/lib/portal/request-page'
import type { Side } from '@/lib/vocabulary/settings/side'
import { consolePath } from './console-path'

/** `none`: the browser has no session of this console. `ended`: it has one that was ended, ran out, or may not be used any more. */
export type Found<Session> = Session | 'none' | 'ended'

/** Whose session a page is asked for with, read from the database again on every rendering. */
export async function findLiveSession<Session>(
  side: Side,
  getLive: (consoleSessionId: string) => Promise<Session>,
): Promise<Found<Session>> {
  const id = await readConsoleSessionId(side, (await headers()).get('cookie'), processContexts()[side])
  if (id === null) return 'none'
  try {
    return await getLive(id)
  } catch (error) {
    if (consoleSessionError.is(error, 'console_session.expired')) return 'ended'
    throw error
  }
}

/** The session, or the way to the sign-in page. */
export async function sessionOrSignIn<Session>(found: Found<Session>, signInPage: string): Promise<Session> {
  const { lang } = await requestPage()
  if (found === 'none') redirect(consolePath(signInPage, { lang }))
  if (found === 'ended') redirect(consolePath(signInPage, { lang }, { reason: 'expired' }))
  return found
}
