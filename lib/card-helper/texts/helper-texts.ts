import type { HelperErrorCode } from '@/lib/helper-protocol/error-codes'

/** All texts of the helper: a language without one of them does not compile. */
export type HelperTexts = {
  settingsRight: string
  settingsWrong: string
  cardsNotSupported: string
  errors: Readonly<Record<HelperErrorCode, string>>
}
