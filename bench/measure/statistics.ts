/** How a set of durations is spread; the unit is that of the samples. */
export type Spread = { count: number; p50: number; p95: number; p99: number; max: number }

/** Nearest-rank percentile (0 < `percent` ≤ 100) of at least one sample, in any order. */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]
  if (value === undefined) throw new RangeError('a percentile needs at least one sample')
  return value
}

export function spreadOf(samples: readonly number[]): Spread {
  const at = (percent: number) => percentile(samples, percent)
  return { count: samples.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) }
}

/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('a median needs at least one value')
  return (lower + upper) / 2
}

/**
 * Median of the ratios round by round: what slows the whole machine for a moment slows both of a pair and leaves their ratio.
 */
export function pairedRatio(values: readonly number[], floors: readonly number[]): number {
  if (values.length !== floors.length) throw new RangeError('each value needs the floor of its own round')
  return median(values.map((value, round) => value / (floors[round] ?? Number.NaN)))
}

/** The spread of several rounds, each figure the median over the rounds; `count` is the sum. */
export function medianSpread(rounds: readonly Spread[]): Spread {
  const of = (name: keyof Spread) => median(rounds.map((round) => round[name]))
  const count = rounds.reduce((sum, round) => sum + round.count, 0)
  return { count, p50: of('p50'), p95: of('p95'), p99: of('p99'), max: of('max') }
}

/** Three significant digits: more would be noise. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
