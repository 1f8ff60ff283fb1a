import { platformOf } from './detect-obstacle'

/**
 * A name by which the owner recognises this phone among others. `model` is what the browser reports on request; Chrome on
 * Android gives it, Safari never. A label only: nothing is decided by it. At most 64 characters.
 */
export function deviceName(userAgent: string, maxTouchPoints: number, model: string | null): string {
  const named = model?.trim().replace(/\s+/g, ' ').slice(0, 64)
  if (named) return named
  const platform = platformOf({ userAgent, maxTouchPoints })
  if (platform === 'ios') return /iphone/i.test(userAgent) ? 'iPhone' : 'iPad'
  if (platform === 'android') return 'Android'
  if (/windows/i.test(userAgent)) return 'Windows'
  return /macintosh/i.test(userAgent) ? 'Mac' : 'Linux'
}

type WithHints = Navigator & {
  userAgentData?: { getHighEntropyValues: (hints: readonly string[]) => Promise<{ model?: string }> }
}

/** The same for the browser that runs this. */
export async function thisDeviceName(): Promise<string> {
  const { userAgentData, userAgent, maxTouchPoints }: WithHints = navigator
  const hints = await userAgentData?.getHighEntropyValues(['model']).catch(() => null)
  return deviceName(userAgent, maxTouchPoints, hints?.model ?? null)
}
