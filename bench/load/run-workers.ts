import { spreadOf } from '../measure/statistics'
import type { LoadRound } from './keep-alive-load'

/** Does `work` again and again for `seconds`, `concurrency` at a time: how often a second, and how long each took. */
export async function runWorkers(
  { concurrency, seconds }: { concurrency: number; seconds: number },
  work: () => Promise<unknown>,
): Promise<LoadRound> {
  const latencies: number[] = []
  const begin = performance.now()
  const worker = async () => {
    for (let now = performance.now(); now < begin + seconds * 1000; now = performance.now()) {
      await work()
      latencies.push(performance.now() - now)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const passed = (performance.now() - begin) / 1000
  return { perSecond: latencies.length / passed, latencyMs: spreadOf(latencies) }
}
