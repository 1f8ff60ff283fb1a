import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { ApiContexts } from '../operations/list-operations'
import { consoleCookies, consoleSecret, consoleUrl } from './console-cookie'
import { consoleSides } from './console-side'

type Request = {
  origin: RequestOrigin
  /** What the browser kept from an earlier sign-in. */
  device: string | null
  /** Gets what the browser is to keep from now on. */
  onKnown: (deviceCookie: string) => void
  onFailure: (failure: unknown) => void
}

/**
 * next-auth's settings for one request to the console of a side. Its token carries the id of a console session and nothing else; the
 * session itself lives in the database, where it can be ended. `onFailure` gets what went wrong, because next-auth would put it into
 * an address.
 */
export function consoleAuthOptions(side: Side, contexts: ApiContexts, request: Request): AuthOptions {
  const { origin, device, onKnown, onFailure } = request
  const { settings, keyring } = contexts[side]
  const { home, signInPage, fields, start, end } = consoleSides[side]
  return {
    secret: consoleSecret(side, keyring),
    session: { strategy: 'jwt', maxAge: settings.consoleSessionSeconds },
    pages: { signIn: signInPage },
    cookies: consoleCookies(side, settings),
    providers: [
      CredentialsProvider({
        credentials: Object.fromEntries(fields.map((name) => [name, {}])),
        async authorize(input) {
          try {
            const { consoleSessionId, deviceCookie } = await start(contexts, input, device, origin)
            onKnown(deviceCookie)
            return { id: consoleSessionId }
          } catch (failure) {
            onFailure(failure)
            return null
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? token : { consoleSessionId: user.id }),
      redirect: () => `${consoleUrl(side, settings)}${home}`,
    },
    events: {
      signOut: async ({ token }) => {
        const id = token['consoleSessionId']
        if (typeof id === 'string') await end(contexts, id, origin).catch(onFailure)
      },
    },
    logger: {
      error: (code) => logger().error({ code }, 'console sign-in'),
      warn: (code) => logger().debug({ code }, 'console sign-in'),
      debug: () => undefined,
    },
  }
}
