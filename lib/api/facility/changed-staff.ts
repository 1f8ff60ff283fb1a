/** Which staff members a stream has to read again: those in a notification, those whose moment has come, or all. */
export type ChangedStaff = {
  add(staffKey: string): void
  addAll(): void
  /** Remembers when a status changes by itself; `null` forgets. */
  expect(staffKey: string, inMs: number | null, nowMs: number): void
  /** What to read now, and forgets it: `all`, or ids. */
  take(nowMs: number): 'all' | string[]
  /** Milliseconds until the next expected change. */
  nextMs(nowMs: number): number
}

/** Past the moment itself, so that the database agrees that it has passed. */
const afterMomentMs = 50

export function createChangedStaff(): ChangedStaff {
  const changed = new Set<string>()
  const moments = new Map<string, number>()
  let isAll = true
  return {
    add: (staffKey) => void changed.add(staffKey),
    addAll: () => {
      isAll = true
    },
    expect(staffKey, inMs, nowMs) {
      if (inMs === null) moments.delete(staffKey)
      else moments.set(staffKey, nowMs + inMs + afterMomentMs)
    },
    take(nowMs) {
      for (const [staffKey, moment] of moments) if (moment <= nowMs) changed.add(staffKey)
      const taken = isAll ? ('all' as const) : [...changed]
      for (const staffKey of changed) moments.delete(staffKey)
      changed.clear()
      isAll = false
      return taken
    },
    nextMs: (nowMs) => Math.max(0, Math.min(...moments.values()) - nowMs),
  }
}
