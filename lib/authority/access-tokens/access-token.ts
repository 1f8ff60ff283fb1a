import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'

/** RFC 8176 values of each method: possession of a key with the user verified on the phone, or a smart card with its PIN. */
export const amrOfMethod: Readonly<Record<SignInMethod, readonly string[]>> = {
  fido: ['pop', 'user', 'mfa'],
  hpki_card: ['sc', 'pin', 'mfa'],
  my_number_card: ['sc', 'pin', 'mfa'],
}

/** A token as its holder may see it. */
export type LiveAccessToken = {
  id: string
  facilityName: string
  terminalName: string
  place: string
  method: SignInMethod
  issuedAt: Date
  expiresAt: Date
  secondsLeft: number
}
