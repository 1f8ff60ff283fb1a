import { type Answer, createApiClient, type FallbackTexts } from '@/lib/browser/api-client'
import type { Locale } from '@/lib/messages/locale'
import type { Side } from '@/lib/vocabulary/settings/side'

/** What a form asks for, by the names of its fields; one of them is the password. */
export type ConsoleCredentials = Readonly<Record<string, string>>

const bases: Readonly<Record<Side, string>> = { facility: '/api/auth', authority: '/api/authority/auth' }

type SignInTexts = { locale: Locale; unreachable: { title: string; detail: string } }

/** Logs in to the console of a side; the session is the browser's cookie from then on. */
export function signInToConsole(
  side: Side,
  credentials: ConsoleCredentials,
  { locale, unreachable }: SignInTexts,
): Promise<Answer<unknown>> {
  const texts = { 'network.failed': unreachable, 'service.unavailable': unreachable }
  return post(side, 'callback/credentials', credentials, { locale, texts })
}

/** Ends the console session on the server and forgets its cookie. */
export function signOutOfConsole(side: Side, locale: Locale): Promise<Answer<unknown>> {
  return post(side, 'signout', {}, { locale })
}

async function post(
  side: Side,
  path: string,
  body: ConsoleCredentials,
  options: { locale: Locale; texts?: FallbackTexts },
): Promise<Answer<unknown>> {
  const call = createApiClient({ base: bases[side], ...options })
  const csrf = await call<{ csrfToken: string }>('GET', 'csrf')
  return csrf.ok ? call('POST', path, { ...body, csrfToken: csrf.value.csrfToken }) : csrf
}
