import type { Settings } from '@/lib/config/settings'

/** How many signatures one token and one day of a holder are good for. */
export function signatureBudget(settings: Pick<Settings, 'signaturesPerToken' | 'signaturesPerDay'>): {
  perToken: number
  perDay: number
} {
  return { perToken: settings.signaturesPerToken, perDay: settings.signaturesPerDay }
}
