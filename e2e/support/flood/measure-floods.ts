import type { Asked } from '@/lib/portal/testing/ask-once'
import { flood } from './flood'

/** Milliseconds. `tooSlow`: the floods in which a signature took more than twice as long in each of the rounds. */
export type FloodFigures = { alone: number; flooded: number; tooSlow: string[] }

const connections = 8
const rounds = 3
const signatures = { first: 20, alone: 4, flooded: 6 }

/**
 * Times of a signature alone and in a flood of each request, turn about. Other work on the machine only makes a round slower, so a
 * flood counts as too slow when it was so in all its rounds; the figures are 95th percentiles over the rounds that count.
 */
export async function measureFloods(
  requests: readonly (Asked & { name: string })[],
  sign: () => Promise<number>,
): Promise<FloodFigures> {
  const signOften = async (count: number) => {
    const times: number[] = []
    for (let index = 0; index < count; index += 1) times.push(await sign())
    return times
  }
  await signOften(10)
  const alone = await signOften(signatures.first)
  const flooded: number[] = []
  const tooSlow: string[] = []
  for (const request of requests) {
    const figures = await measureOne(request, { signOften, alone })
    flooded.push(...figures.times)
    if (!figures.isFine) tooSlow.push(`${request.name}: ${figures.facts.join(', ')}`)
  }
  return { alone: quantile(alone, 0.95), flooded: quantile(flooded, 0.95), tooSlow }
}

async function measureOne(
  request: Asked,
  { signOften, alone }: { signOften: (count: number) => Promise<number[]>; alone: number[] },
): Promise<{ isFine: boolean; times: number[]; facts: string[] }> {
  const facts: string[] = []
  let times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    alone.push(...(await signOften(signatures.alone)))
    const signing = signOften(signatures.flooded)
    const [inFlood] = await Promise.all([signing, flood(request, connections, signing)])
    times = inFlood
    const [median, allowed] = [quantile(inFlood, 0.5), 2 * quantile(alone, 0.95)]
    if (median <= allowed) return { isFine: true, times, facts }
    facts.push(`median ${median.toFixed(1)} ms of at most ${allowed.toFixed(1)}`)
  }
  return { isFine: false, times, facts }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
