import type { PathSide } from '@/lib/config/paths'
import type { Side } from '@/lib/vocabulary/settings/side'
import { readConsoleSessionId } from './console-cookie'

/**
 * Whether a Cookie header names a session of the console of this side. Not a proof that it is live: only that the page is not paid for
 * as an anonymous one. A session of the other console pays as an anonymous caller does.
 */
export async function hasConsoleSession(
  side: PathSide,
  cookieHeader: string | undefined,
  contexts: Record<Side, Parameters<typeof readConsoleSessionId>[2]>,
): Promise<boolean> {
  return side !== 'both' && (await readConsoleSessionId(side, cookieHeader, contexts[side])) !== null
}
