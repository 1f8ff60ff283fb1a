import type { Settings } from '@/lib/config/settings'
import { isHostOf } from '../config/own-host'
import { findPage, type PathSide } from '../config/paths'

/** The side of a path as written in the URL (not decoded); `null` for everything that is no page of ours. */
export function sideOfPage(pathname: string): PathSide | null {
  return findPage(pathname)?.side ?? null
}

/**
 * The side to serve a page for, or `null` to answer as if it did not exist: the process must have that role and the Host
 * header must be that side's own name, so that no page of one side runs under the other's origin (cookies, passkeys, frame
 * rules) and a foreign name pointed at us gets nothing. Fails closed: a path that is not in the table of paths is not served, also
 * one spelled with escapes that a router might decode.
 */
export function decidePage(
  pathname: string,
  host: string | null,
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>,
): PathSide | null {
  const side = sideOfPage(pathname)
  if (side === null || side === 'both') return side
  if (settings.role !== 'all' && settings.role !== side) return null
  return isHostOf(host, side === 'authority' ? settings.authorityUrl : settings.facilityUrl) ? side : null
}

/** The page that an EMR may frame: `/embed` and below, nothing else. */
export function isFramable(pathname: string): boolean {
  return pathname === '/embed' || pathname.startsWith('/embed/')
}
