import type { Settings } from '@/lib/config/settings'

type Addresses = Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>

const known = new Map<string, { protocol: string; host: string }>()

/**
 * Whether a Host (RFC 9110 §7.2) is the name of one of our own addresses; the only place where the two are compared. Letters of either
 * case are the same, the scheme's own port may be left out or said (RFC 3986 §6.2.3). A value that is no host matches none.
 */
export function isHostOf(host: string | null | undefined, ownUrl: string): boolean {
  if (host === null || host === undefined || host === '') return false
  const own = addressOf(ownUrl)
  return host === own.host || normalHost(host, own.protocol) === own.host
}

/** The address of the side that a Host names; for any other name, that of the side that runs here (the authority where both do). */
export function ownUrlUnder(host: string | null | undefined, { role, authorityUrl, facilityUrl }: Addresses): string {
  if (role === 'facility') return facilityUrl
  return role === 'all' && isHostOf(host, facilityUrl) ? facilityUrl : authorityUrl
}

/** The Host in its normal spelling under a scheme, `null` for what is no host with or without a port. */
export function normalHost(host: string, protocol: string): string | null {
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)) return null
  return URL.canParse(`${protocol}//${host}/`) ? new URL(`${protocol}//${host}/`).host : null
}

function addressOf(url: string): { protocol: string; host: string } {
  const address = known.get(url) ?? new URL(url)
  known.set(url, address)
  return address
}
