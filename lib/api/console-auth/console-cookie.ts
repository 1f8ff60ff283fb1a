import type { CookiesOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import type { Settings } from '@/lib/config/settings'
import { knownDeviceDays } from '@/lib/console-accounts/known-device'
import type { Keyring } from '@/lib/keystore/keyring'

/**
 * Cookies of the console, scoped to the facility's own host: `__Host-` and Secure on https, plain names on http loopback. The
 * session's is Lax, so that a link from the entrance finds it; what changes anything is a POST that is checked by itself. No other
 * name may begin with the session's: next-auth 4 would take that cookie for a further piece of the session's.
 */
export function consoleCookies({ facilityUrl }: Pick<Settings, 'facilityUrl'>) {
  const secure = facilityUrl.startsWith('https:')
  const prefix = secure ? '__Host-' : ''
  const options = { httpOnly: true, path: '/', secure }
  return {
    sessionToken: { name: `${prefix}shomei-console`, options: { ...options, sameSite: 'lax' } },
    csrfToken: { name: `${prefix}shomei-csrf`, options: { ...options, sameSite: 'strict' } },
    callbackUrl: { name: `${prefix}shomei-return`, options: { ...options, sameSite: 'strict' } },
  } as const satisfies Partial<CookiesOptions>
}

/** The cookie by which the console knows a browser again; scoped as the others, sent with our own requests only. */
export function deviceCookie({ facilityUrl }: Pick<Settings, 'facilityUrl'>) {
  const secure = facilityUrl.startsWith('https:')
  const options = { httpOnly: true, path: '/', secure, sameSite: 'Strict', maxAge: knownDeviceDays * 86_400 } as const
  return { name: `${secure ? '__Host-' : ''}shomei-device`, options }
}

/** What a browser kept from an earlier sign-in; `null` for nothing. */
export function readDeviceCookie(
  cookieHeader: string | null | undefined,
  settings: Pick<Settings, 'facilityUrl'>,
): string | null {
  return findCookie(cookieHeader ?? '', deviceCookie(settings).name)
}

/**
 * The console session that a Cookie header names, `null` when it names none that we issued. The cookie only points to the
 * session: whether that is still live says `getLiveConsoleSession`, on every page and call.
 */
export async function readConsoleSessionId(
  cookieHeader: string | null | undefined,
  { keyring, settings }: { keyring: Pick<Keyring, 'consoleSecret'>; settings: Pick<Settings, 'facilityUrl'> },
): Promise<string | null> {
  const { name } = consoleCookies(settings).sessionToken
  const token = findCookie(cookieHeader ?? '', name)
  if (token === null || token.length > 2_048) return null
  const claims = await decode({ token, secret: keyring.consoleSecret }).catch(() => null)
  const id = claims?.['consoleSessionId']
  return typeof id === 'string' ? id : null
}

function findCookie(cookieHeader: string, name: string): string | null {
  const pairs = cookieHeader.split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}
