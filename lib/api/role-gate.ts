import type { Settings } from '@/lib/config/settings'
import { type Side, sides } from '@/lib/vocabulary/settings/side'
import { isHostOf } from '../config/own-host'
import { familyOfPath } from '../config/paths'

/** The sides that a process of this role serves. */
export function servedSides(role: Settings['role']): readonly Side[] {
  return role === 'all' ? [...sides] : [role]
}

/** The side an operation's path belongs to; `null` for what both serve (health) and for what is not there. */
export function sideOfPath(path: string): Side | null {
  const side = familyOfPath(path)
  return side === 'both' ? null : side
}

/**
 * Whether this process serves the path under this Host: the role must have the side, and the name must be the side's own, so
 * that no page of one side runs under the other's origin and a foreign name pointed at us gets nothing.
 */
export function isServed(
  path: string,
  host: string | undefined,
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>,
): boolean {
  const side = sideOfPath(path)
  if (side === null) return true
  if (settings.role !== 'all' && settings.role !== side) return false
  return isHostOf(host, side === 'authority' ? settings.authorityUrl : settings.facilityUrl)
}
