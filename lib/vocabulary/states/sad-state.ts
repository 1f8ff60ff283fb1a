/** State of signature activation data (CSC API v2). */
export const sadStates = ['active', 'exhausted', 'superseded', 'revoked'] as const

export type SadState = (typeof sadStates)[number]

export function isSadState(value: unknown): value is SadState {
  return sadStates.some((word) => word === value)
}
