/** State of one authorised signature of a SAD. */
export const sadUnitStates = ['authorized', 'reserved', 'consumed', 'released'] as const

export type SadUnitState = (typeof sadUnitStates)[number]

export function isSadUnitState(value: unknown): value is SadUnitState {
  return sadUnitStates.some((word) => word === value)
}
