const longestWaitMs = 60_000
const retryMs = 2_000

/**
 * Runs `work` one at a time: at once, whenever asked (many asks during a run are one more run), and again after the milliseconds
 * that a run answers, at the latest after a minute. A failed run is reported to `onFailure`, and tried again unless that ends it.
 * Answers the function that asks; `signal` ends everything.
 */
export function createRefresher(
  work: () => Promise<number>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): () => void {
  let running = false
  let asked = false
  let timer: NodeJS.Timeout | undefined
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })

  async function run(): Promise<void> {
    asked = true
    if (running) return
    running = true
    clearTimeout(timer)
    const waitMs = await runWhileAsked()
    running = false
    if (!signal.aborted) timer = setTimeout(run, Math.min(Math.max(waitMs, 0), longestWaitMs))
  }

  async function runWhileAsked(): Promise<number> {
    let waitMs = longestWaitMs
    while (asked && !signal.aborted) {
      asked = false
      try {
        waitMs = await work()
      } catch (error) {
        onFailure(error)
        waitMs = retryMs
      }
    }
    return waitMs
  }

  return () => void run()
}
