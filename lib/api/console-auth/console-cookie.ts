import type { CookiesOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import type { Settings } from '@/lib/config/settings'
import { knownDeviceDays } from '@/lib/console-accounts/known-device'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Side } from '@/lib/vocabulary/settings/side'

/** Names of the cookies of each console. The two have none in common, so that neither is read by the other even under one host. */
const cookieNames = {
  facility: {
    session: 'shomei-console',
    csrf: 'shomei-csrf',
    callbackUrl: 'shomei-return',
    device: 'shomei-device',
  },
  authority: {
    session: 'shomei-operator',
    csrf: 'shomei-authority-csrf',
    callbackUrl: 'shomei-authority-return',
    device: 'shomei-authority-device',
  },
} as const

type Addresses = Pick<Settings, 'authorityUrl' | 'facilityUrl'>

/** The address under which the console of a side runs. */
export function consoleUrl(side: Side, { authorityUrl, facilityUrl }: Addresses): string {
  return side === 'authority' ? authorityUrl : facilityUrl
}

/** The secret that seals the cookies of a console; another one for each side. */
export function consoleSecret(
  side: Side,
  { consoleSecret: ofFacility, operatorSecret }: Pick<Keyring, 'consoleSecret' | 'operatorSecret'>,
): string {
  return side === 'authority' ? operatorSecret : ofFacility
}

/**
 * Cookies of a console, scoped to its own host: `__Host-` and Secure on https, plain names on http loopback. The
 * session's is Lax, so that a link from the entrance finds it; what changes anything is a POST that is checked by itself. No other
 * name may begin with the session's: next-auth 4 would take that cookie for a further piece of the session's.
 */
export function consoleCookies(side: Side, addresses: Addresses) {
  const { prefix, options } = scopeOf(side, addresses)
  const { session, csrf, callbackUrl } = cookieNames[side]
  return {
    sessionToken: { name: `${prefix}${session}`, options: { ...options, sameSite: 'lax' } },
    csrfToken: { name: `${prefix}${csrf}`, options: { ...options, sameSite: 'strict' } },
    callbackUrl: { name: `${prefix}${callbackUrl}`, options: { ...options, sameSite: 'strict' } },
  } as const satisfies Partial<CookiesOptions>
}

/** The cookie by which a console knows a browser again; scoped as the others, sent with our own requests only. */
export function deviceCookie(side: Side, addresses: Addresses) {
  const { prefix, options } = scopeOf(side, addresses)
  const lasting = { ...options, sameSite: 'Strict', maxAge: knownDeviceDays * 86_400 } as const
  return { name: `${prefix}${cookieNames[side].device}`, options: lasting }
}

/** What a browser kept from an earlier sign-in; `null` for nothing. */
export function readDeviceCookie(
  side: Side,
  cookieHeader: string | null | undefined,
  addresses: Addresses,
): string | null {
  return findCookie(cookieHeader ?? '', deviceCookie(side, addresses).name)
}

/**
 * The console session that a Cookie header names, `null` when it names none that we issued for this side. The cookie only points to
 * the session: whether that is still live is judged by its row, on every page and call.
 */
export async function readConsoleSessionId(
  side: Side,
  cookieHeader: string | null | undefined,
  { keyring, settings }: { keyring: Pick<Keyring, 'consoleSecret' | 'operatorSecret'>; settings: Addresses },
): Promise<string | null> {
  const { name } = consoleCookies(side, settings).sessionToken
  const token = findCookie(cookieHeader ?? '', name)
  if (token === null || token.length > 2_048) return null
  const claims = await decode({ token, secret: consoleSecret(side, keyring) }).catch(() => null)
  const id = claims?.['consoleSessionId']
  return typeof id === 'string' ? id : null
}

function scopeOf(side: Side, addresses: Addresses) {
  const secure = consoleUrl(side, addresses).startsWith('https:')
  return { prefix: secure ? '__Host-' : '', options: { httpOnly: true, path: '/', secure } }
}

function findCookie(cookieHeader: string, name: string): string | null {
  const pairs = cookieHeader.split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}
