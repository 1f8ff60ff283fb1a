/** States of a sign-in under way at the facility. */
export const signInStates = [
  'starting',
  'shown',
  'claimed',
  'redeeming',
  'signed_in',
  'denied',
  'expired',
  'cancelled',
  'failed',
] as const

export type SignInState = (typeof signInStates)[number]

export function isSignInState(value: unknown): value is SignInState {
  return signInStates.some((word) => word === value)
}
