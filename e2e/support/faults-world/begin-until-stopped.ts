import { expect } from 'vitest'
import type { JsonAnswer } from '../api-world/phone-browser'
import type { Hold } from './hold'

/** What an earlier kill has broken is over within seconds. */
const mostBegun = 25

/**
 * Does the step until it waits at its statement. A connection that an earlier kill has broken may fail only now, and a caller that is
 * asked to retry does. A step that is over without having been stopped fails the test at once.
 */
export async function beginUntilStopped(
  act: () => Promise<JsonAnswer>,
  held: Hold,
  mayHaveSucceeded = false,
): Promise<{ outcome: Promise<JsonAnswer | Error> }> {
  const stopped = held.caught().then(() => null)
  stopped.catch(() => undefined)
  for (let begun = 0; begun < mostBegun; begun += 1) {
    const outcome = act().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    const over = await Promise.race([stopped, outcome])
    if (over === null) return { outcome }
    if (over instanceof Error) throw over
    if (mayHaveSucceeded && over.status === 200) {
      await stopped
      return { outcome }
    }
    expect(over.status, `not stopped: ${JSON.stringify(over.json)}`).toBe(503)
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`told to come back ${mostBegun} times: never stopped`)
}
