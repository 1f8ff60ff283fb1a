/** Which staff members a stream has to read again: those told of, those whose moment has come, or all. */
export type ChangedStaff = {
  add(staffId: string): void
  addAll(): void
  /** Remembers when a status changes by itself; `null` forgets. */
  expect(staffId: string, inMs: number | null, nowMs: number): void
  /** What to read now, and forgets it: `all`, or ids. */
  take(nowMs: number): 'all' | string[]
  /** Milliseconds until the next expected change. */
  nextMs(nowMs: number): number
}

/** Past the moment itself, so that the database agrees that it has passed. */
const afterMomentMs = 50

export function createChangedStaff(): ChangedStaff {
  const told = new Set<string>()
  const moments = new Map<string, number>()
  let isAll = true
  return {
    add: (staffId) => void told.add(staffId),
    addAll: () => {
      isAll = true
    },
    expect(staffId, inMs, nowMs) {
      if (inMs === null) moments.delete(staffId)
      else moments.set(staffId, nowMs + inMs + afterMomentMs)
    },
    take(nowMs) {
      for (const [staffId, moment] of moments) if (moment <= nowMs) told.add(staffId)
      const taken = isAll ? ('all' as const) : [...told]
      for (const staffId of told) moments.delete(staffId)
      told.clear()
      isAll = false
      return taken
    },
    nextMs: (nowMs) => Math.max(0, Math.min(...moments.values()) - nowMs),
  }
}
