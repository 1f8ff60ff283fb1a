/** State of a facility’s signing request. */
export const signingStates = ['reserved', 'prepared', 'signed', 'failed'] as const

export type SigningState = (typeof signingStates)[number]

export function isSigningState(value: unknown): value is SigningState {
  return signingStates.some((word) => word === value)
}
