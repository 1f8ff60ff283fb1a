import { logger } from '@/lib/log/logger'

/** Periodic work: runs once soon after the start and then again and again. It must tolerate running in several processes. */
export type BackgroundWork = { name: string; everySeconds: number; run(): Promise<unknown> }

const firstWithinMs = 5_000

/**
 * Starts background work; each waits for its own end before it waits for its next turn, with a little chance in the time so that
 * processes do not run it in step. A failure is logged and the next turn comes all the same.
 * @returns stops it; work under way finishes
 */
export function startBackgroundWork(works: readonly BackgroundWork[], chance: () => number = Math.random): () => void {
  const timers = new Map<string, NodeJS.Timeout>()
  let isStopped = false
  const plan = (work: BackgroundWork, inMs: number) => {
    if (!isStopped) timers.set(work.name, setTimeout(() => void turn(work), inMs).unref())
  }
  const turn = async (work: BackgroundWork) => {
    try {
      await work.run()
    } catch (error) {
      logger().warn({ work: work.name, error: String(error) }, 'background work failed')
    }
    plan(work, work.everySeconds * 1_000 * (0.9 + 0.2 * chance()))
  }
  for (const work of works) plan(work, firstWithinMs * chance())
  return () => {
    isStopped = true
    for (const timer of timers.values()) clearTimeout(timer)
  }
}
