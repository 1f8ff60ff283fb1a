import { type Answer, createApiClient, type FallbackTexts } from '@/lib/browser/api-client'
import type { Locale } from '@/lib/messages/locale'

export type ConsoleCredentials = { facilityCode: string; staffCode: string; password: string }

type SignInTexts = { locale: Locale; unreachable: { title: string; detail: string } }

/** Logs in to the console; the session is the browser's cookie from then on. */
export function signInToConsole(
  credentials: ConsoleCredentials,
  { locale, unreachable }: SignInTexts,
): Promise<Answer<unknown>> {
  const texts = { 'network.failed': unreachable, 'service.unavailable': unreachable }
  return post('callback/credentials', credentials, { locale, texts })
}

/** Ends the console session on the server and forgets its cookie. */
export function signOutOfConsole(locale: Locale): Promise<Answer<unknown>> {
  return post('signout', {}, { locale })
}

async function post(
  path: string,
  body: Record<string, string>,
  options: { locale: Locale; texts?: FallbackTexts },
): Promise<Answer<unknown>> {
  const call = createApiClient({ base: '/api/auth', ...options })
  const csrf = await call<{ csrfToken: string }>('GET', 'csrf')
  return csrf.ok ? call('POST', path, { ...body, csrfToken: csrf.value.csrfToken }) : csrf
}
