import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { endConsoleSession } from '@/lib/facility/console-accounts/end-console-session'
import { startConsoleSession } from '@/lib/facility/console-accounts/start-console-session'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { consoleCookies } from './console-cookie'

const credentials = z.object({
  facilityCode: z.string().trim().min(1).max(64),
  staffCode: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
})

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>
type Request = {
  origin: RequestOrigin
  /** What the browser kept from an earlier sign-in. */
  device: string | null
  /** Hears what the browser is to keep from now on. */
  onKnown: (deviceCookie: string) => void
  onFailure: (failure: unknown) => void
}

/**
 * next-auth's settings for one request. Its token carries the id of a console session and nothing else; the session itself lives
 * in the database, where it can be ended. `onFailure` hears what went wrong, because next-auth would put it into an address.
 */
export function consoleAuthOptions(context: Context, request: Request): AuthOptions {
  const { origin, onFailure } = request
  const { settings, keyring } = context
  return {
    secret: keyring.consoleSecret,
    session: { strategy: 'jwt', maxAge: settings.consoleSessionSeconds },
    pages: { signIn: '/admin/sign-in' },
    cookies: consoleCookies(settings),
    providers: [
      CredentialsProvider({
        credentials: { facilityCode: {}, staffCode: {}, password: {} },
        authorize: (input) => signInAdministrator(context, input, request).catch(answerNobody(onFailure)),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? token : { consoleSessionId: user.id }),
      redirect: () => `${settings.facilityUrl}/admin`,
    },
    events: {
      signOut: async ({ token }) => {
        const id = token['consoleSessionId']
        if (typeof id === 'string') await endConsoleSession(context, id, origin).catch(onFailure)
      },
    },
    logger: {
      error: (code) => logger().error({ code }, 'console sign-in'),
      warn: (code) => logger().debug({ code }, 'console sign-in'),
      debug: () => undefined,
    },
  }
}

/**
 * The account as next-auth knows one: its id is the new console session's.
 * @throws AppError `request.malformed`, `console_session.invalid_credentials`, `console_session.locked`
 */
export async function signInAdministrator(
  context: Context,
  input: unknown,
  { origin, device, onKnown }: Pick<Request, 'origin' | 'device' | 'onKnown'>,
): Promise<{ id: string }> {
  const parsed = credentials.safeParse(input)
  if (!parsed.success) {
    const invalidParams = parsed.error.issues.map(({ path, code }) => ({ name: path.join('.'), reason: code }))
    throw requestError('request.malformed', { invalidParams })
  }
  const { consoleSessionId, deviceCookie } = await startConsoleSession(
    context,
    { ...parsed.data, deviceCookie: device },
    origin,
  )
  onKnown(deviceCookie)
  return { id: consoleSessionId }
}

function answerNobody(onFailure: (failure: unknown) => void) {
  return (failure: unknown): null => {
    onFailure(failure)
    return null
  }
}
