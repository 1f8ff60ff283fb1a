import type { Settings } from '@/lib/config/settings'

/** Seconds a WebAuthn challenge lives: the browser's own 300 s and the time to read on (O1). */
export const challengeSeconds = 600

/** Bytes of a WebAuthn challenge (O1). */
export const challengeOctets = 32

/** Who the authority is to a phone's browser; from the settings, never from a request (O2). */
export function relyingParty(settings: Pick<Settings, 'authorityUrl'>): {
  rpId: string
  rpName: string
  origins: readonly string[]
} {
  return { rpId: new URL(settings.authorityUrl).hostname, rpName: 'Shomei', origins: [settings.authorityUrl] }
}
