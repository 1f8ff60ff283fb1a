/**
 * Proof of existence (ETSI EN 319 102-1 §5.6.2.3): the time to which a thing is known to have existed. `isProven`: a valid time-stamp says
 * so; else it is the time that the question is about.
 */
export type Existence = { at: Date; isProven: boolean }

/** The earlier of the two: what existed then existed later as well. */
export function earlier(known: Existence, proof: Date): Existence {
  return known.isProven && known.at <= proof ? known : { at: proof, isProven: true }
}

export function earliest(times: readonly Date[]): Date | undefined {
  return times.reduce<Date | undefined>(
    (first, time) => (first !== undefined && first <= time ? first : time),
    undefined,
  )
}
