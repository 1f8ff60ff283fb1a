import type { StreamEvent } from './event-stream-parser'

const firstPauseMs = 2_000
const longestPauseMs = 5_000
/** A poll without an answer by then has failed: what is shown could be old. */
const pollLimitMs = 5_000

export type PollerOptions = {
  /** Asks once for the whole state; rejects when no good answer came. What it resolves to is delivered, null is delivered elsewhere. */
  poll: (signal: AbortSignal) => Promise<StreamEvent | null>
  /** Somebody waits for a change: the pause stays at its shortest. */
  isUrgent?: () => boolean
  /** Calls back once after `ms`; returns what cancels it. */
  setTimer: (callback: () => void, ms: number) => () => void
  /** 0 ≤ number < 1, for jitter. */
  random: () => number
}

export type Poller = {
  /** Polls at once and goes on; nothing while it is running. */
  start(): void
  /** Polls again at once while it is running: an answer under way could be older than what the caller has just done. */
  hurry(): void
  stop(): void
}

/** Polls at once and then every 2 to 5 s, more slowly each time unless it is urgent, until stopped. Each poll is decided within 5 s. */
export function createPoller(
  options: PollerOptions,
  { onAnswer, onFailure }: { onAnswer(event: StreamEvent | null): void; onFailure(): void },
): Poller {
  const { setTimer, random, isUrgent } = options
  let run: AbortController | null = null
  let cancel = () => {}

  async function ask(current: AbortController, count: number): Promise<void> {
    const answer = await pollWithinLimit(options, current.signal)
    if (current.signal.aborted) return
    if (answer === null) onFailure()
    else onAnswer(answer.event)
    if (current.signal.aborted) return
    const next = isUrgent?.() ? 0 : count + 1
    const pauseMs = jittered(Math.min(firstPauseMs * 1.5 ** count, longestPauseMs), random)
    cancel = setTimer(() => ask(current, next), Math.min(Math.max(pauseMs, firstPauseMs), longestPauseMs))
  }

  function stop(): void {
    run?.abort()
    run = null
    cancel()
  }

  function restart(): void {
    stop()
    run = new AbortController()
    ask(run, 0)
  }

  return {
    start: () => {
      if (run === null) restart()
    },
    hurry: () => {
      if (run !== null) restart()
    },
    stop,
  }
}

/** Up to a fifth more or less, so that many clients do not come back in the same moment. */
export function jittered(ms: number, random: () => number): number {
  return ms * (0.8 + 0.4 * random())
}

/** The answer of one poll; null when it failed, took too long or was stopped. Never rejects. */
function pollWithinLimit(
  { poll, setTimer }: PollerOptions,
  stopped: AbortSignal,
): Promise<{ event: StreamEvent | null } | null> {
  const limit = new AbortController()
  return new Promise((resolve) => {
    const giveUp = () => {
      cancel()
      limit.abort()
      resolve(null)
    }
    const cancel = setTimer(giveUp, pollLimitMs)
    stopped.addEventListener('abort', giveUp, { once: true })
    const settle = (answer: { event: StreamEvent | null } | null) => {
      cancel()
      stopped.removeEventListener('abort', giveUp)
      resolve(answer)
    }
    poll(limit.signal).then(
      (event) => settle({ event }),
      () => settle(null),
    )
  })
}
