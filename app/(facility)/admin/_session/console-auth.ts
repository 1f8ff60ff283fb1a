import type { Locale } from '@/lib/messages/locale'

/** Why the server refused, as it says it itself; `null` when nothing or nobody of ours answered. */
export type Refusal = { code: string; title: string; detail: string; nextStep: string | null } | null

export type ConsoleAnswer = { ok: true } | { ok: false; refusal: Refusal }

export type ConsoleCredentials = { facilityCode: string; staffCode: string; password: string }

/** Logs in to the console; the session is the browser's cookie from then on. */
export function signInToConsole(credentials: ConsoleCredentials, locale: Locale): Promise<ConsoleAnswer> {
  return post('/api/auth/callback/credentials', credentials, locale)
}

/** Ends the console session on the server and forgets its cookie. */
export function signOutOfConsole(locale: Locale): Promise<ConsoleAnswer> {
  return post('/api/auth/signout', {}, locale)
}

async function post(path: string, body: Record<string, string>, locale: Locale): Promise<ConsoleAnswer> {
  const headers = { 'accept-language': locale, 'content-type': 'application/json' }
  try {
    const csrf = await fetch('/api/auth/csrf', { headers, cache: 'no-store' })
    if (!csrf.ok) return { ok: false, refusal: toRefusal(await csrf.json()) }
    const { csrfToken } = (await csrf.json()) as { csrfToken: string }
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ ...body, csrfToken }) })
    return answer.ok ? { ok: true } : { ok: false, refusal: toRefusal(await answer.json()) }
  } catch {
    return { ok: false, refusal: null }
  }
}

function toRefusal(json: unknown): Refusal {
  if (typeof json !== 'object' || json === null) return null
  const { code, title, detail, next_step: nextStep } = json as Record<string, unknown>
  if (typeof code !== 'string' || typeof title !== 'string' || typeof detail !== 'string') return null
  return { code, title, detail, nextStep: typeof nextStep === 'string' ? nextStep : null }
}
