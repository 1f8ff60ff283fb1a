import type { Machine } from './machine'

export type Unit = '1/s' | 'ms' | 'µs' | 'kB'

export type Quantity = { value: number; unit: Unit }

/** One line of the table: what was measured, the floor of the same run, and what was aimed at. */
export type Verdict = {
  work: string
  measured: Quantity
  floor: Quantity | null
  /** Measured to floor, median over the rounds; `null` where there is no floor. */
  ratio: number | null
  target: string
  isMet: boolean
}

/** Further figures that show where the time goes. */
export type Detail = { name: string; values: Readonly<Record<string, number>> }

export type Outcome = {
  /** How it was measured: counts, connections, amount of data. */
  conditions: readonly string[]
  verdicts: readonly Verdict[]
  details: readonly Detail[]
}

/** One file of bench/results. */
export type BenchResult = Outcome & {
  bench: string
  title: string
  takenAt: string
  seconds: number
  machine: Machine
  loadBefore: number
  loadAfter: number
}
