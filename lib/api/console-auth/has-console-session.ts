import { sides } from '@/lib/vocabulary/settings/side'
import type { ApiContexts } from '../operations/list-operations'
import { readConsoleSessionId } from './console-cookie'

/**
 * Whether a Cookie header names a session of either console. Not a proof that it is live: only that the page is not paid for as an
 * anonymous one. The host has decided before which console can be asked for.
 */
export async function hasConsoleSession(cookieHeader: string | undefined, contexts: ApiContexts): Promise<boolean> {
  const found = await Promise.all(sides.map((side) => readConsoleSessionId(side, cookieHeader, contexts[side])))
  return found.some((id) => id !== null)
}
