import type { Settings } from '@/lib/config/settings'

/** Which side a page belongs to; `both` for what either may show (entrance, icon, the framework's own files). */
export type PageSide = 'authority' | 'facility' | 'both'

const authorityPages = ['/register', '/sign-in', '/my', '/authority']
const facilityPages = ['/embed', '/embed.js', '/embed.d.ts', '/me', '/admin']
const sharedPages = ['/', '/docs', '/icon.svg', '/_next']

/** The side of a path as it stands in the URL (not decoded); `null` for everything that is no page of ours. */
export function sideOfPage(pathname: string): PageSide | null {
  if (isUnder(pathname, authorityPages)) return 'authority'
  if (isUnder(pathname, facilityPages)) return 'facility'
  return isUnder(pathname, sharedPages) ? 'both' : null
}

/**
 * The side to serve a page for, or `null` to answer as if it did not exist: the process must have that role and the Host
 * header must be that side's own name, so that no page of one side runs under the other's origin (cookies, passkeys, frame
 * rules) and a foreign name pointed at us gets nothing. Fails closed: a path that is not listed above is not served, also
 * one spelled with escapes that a router might decode.
 */
export function decidePage(
  pathname: string,
  host: string | null,
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>,
): PageSide | null {
  const side = sideOfPage(pathname)
  if (side === null || side === 'both') return side
  if (settings.role !== 'all' && settings.role !== side) return null
  const own = new URL(side === 'authority' ? settings.authorityUrl : settings.facilityUrl).host
  return host?.toLowerCase() === own ? side : null
}

/** The page that an EMR may frame: `/embed` and below, nothing else. */
export function isFramable(pathname: string): boolean {
  return isUnder(pathname, ['/embed'])
}

function isUnder(pathname: string, roots: readonly string[]): boolean {
  return roots.some((root) => pathname === root || (root !== '/' && pathname.startsWith(`${root}/`)))
}
