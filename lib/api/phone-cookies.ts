import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** The secrets that a phone's browser keeps for a page: of a registration, of a claimed sign-in, of the holder's own page. */
export type PhoneCookie = 'registration' | 'claim' | 'holder'

const attributes = { prefix: 'host', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' } as const

/** The secret, `null` when the browser sent none. */
export function readPhoneCookie(c: Context, cookie: PhoneCookie): string | null {
  return getCookie(c, `shomei-${cookie}`, 'host') ?? null
}

/** `__Host-shomei-<cookie>`; the browser forgets it after `maxAgeSeconds`, the server decides by its own clock. */
export function setPhoneCookie(c: Context, cookie: PhoneCookie, secret: string, maxAgeSeconds: number): void {
  setCookie(c, `shomei-${cookie}`, secret, { ...attributes, maxAge: maxAgeSeconds })
}

export function clearPhoneCookie(c: Context, cookie: PhoneCookie): void {
  deleteCookie(c, `shomei-${cookie}`, attributes)
}
