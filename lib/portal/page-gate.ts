import type { Settings } from '@/lib/config/settings'
import { isHostOf } from '../config/own-host'
import { findPage, type Page, type PathSide } from '../config/paths'

/** The side of a path as written in the URL (not decoded); `null` for everything that is no page of ours. */
export function sideOfPage(pathname: string): PathSide | null {
  return findPage(pathname)?.side ?? null
}

export type GateSettings = Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl' | 'testHierarchy'>

/**
 * The side to serve a page for, or `null` to answer as if it did not exist: the process must have that role and the Host
 * header must be that side's own name, so that no page of one side runs under the other's origin (cookies, passkeys, frame
 * rules) and a foreign name pointed at us gets nothing. The phone in the browser exists where the trust is `test` only (AT-66). Fails closed: a path that is not in the table of paths is not served, also
 * one spelled with escapes that a router might decode.
 */
export function decidePage(pathname: string, host: string | null, settings: GateSettings): PathSide | null {
  const side = sideOfPage(pathname)
  if (demonstrationPart(pathname) !== null && !settings.testHierarchy) return null
  if (side === null || side === 'both') return side
  if (settings.role !== 'all' && settings.role !== side) return null
  return isHostOf(host, side === 'authority' ? settings.authorityUrl : settings.facilityUrl) ? side : null
}

/** Which part of the phone in the browser a page is; `null` for every other page. */
export function demonstrationPart(pathname: string): NonNullable<Page['demonstration']> | null {
  return findPage(pathname)?.demonstration ?? null
}

/** The page that an EMR may frame: `/embed` and below, nothing else. */
export function isFramable(pathname: string): boolean {
  return pathname === '/embed' || pathname.startsWith('/embed/')
}
