import { headers } from 'next/headers'
import { readConsoleSessionId } from '@/lib/api/console-auth/console-cookie'
import { processContexts } from '@/lib/api/process-api'
import { consoleSessionError } from '@/lib/console-accounts/console-session.errors'
import { getLiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'

type LiveConsoleSession = Awaited<ReturnType<typeof getLiveConsoleSession>>

/**
 * Who is looking at this page, read again from the database on every rendering: `none` without a session of ours, `ended` when it
 * was ended, ran out, or its person is no administrator any more.
 */
export async function findPageSession(): Promise<LiveConsoleSession | 'none' | 'ended'> {
  const { facility } = processContexts()
  const id = await readConsoleSessionId((await headers()).get('cookie'), facility)
  if (id === null) return 'none'
  try {
    return await getLiveConsoleSession(facility, id)
  } catch (error) {
    if (consoleSessionError.is(error, 'console_session.expired')) return 'ended'
    throw error
  }
}
