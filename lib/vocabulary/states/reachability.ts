/** Outcome of the facility’s last call to the authority. */
export const reachabilities = ['unknown', 'reached', 'failed'] as const

export type Reachability = (typeof reachabilities)[number]

export function isReachability(value: unknown): value is Reachability {
  return reachabilities.some((word) => word === value)
}
