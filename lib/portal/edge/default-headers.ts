import { ownUrlUnder } from '@/lib/config/own-host'
import type { Settings } from '@/lib/config/settings'

/** What every answer carries unless its own part says otherwise: it is not cached, has no permissions, and must not be framed. */
const defaults = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Two years (RFC 6797 §6.1), of this name only. */
export const transportSecurity = { 'strict-transport-security': 'max-age=63072000' } as const

/**
 * Security headers that an answer has before anything else looks at the request, so that refusals of the edge, redirects and faults carry
 * them too. HSTS where the address under that Host is https.
 */
export function defaultHeaders(
  host: string | undefined,
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>,
): Readonly<Record<string, string>> {
  return ownUrlUnder(host, settings).startsWith('https:') ? { ...defaults, ...transportSecurity } : defaults
}
