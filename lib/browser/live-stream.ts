import { type EventStream, type EventStreamOptions, readEventStream } from '@/lib/event-stream/read-event-stream'

export type LiveStreamOptions = Omit<EventStreamOptions, 'fetch' | 'setTimer' | 'random'> & {
  /** `omit` for a stream whose bearer is in memory. */
  credentials?: RequestCredentials
}

/** `readEventStream` with the browser's connections, timers and random numbers: the one place where screens get them from. */
export function openLiveStream({ credentials = 'same-origin', ...options }: LiveStreamOptions): EventStream {
  return readEventStream({
    ...options,
    fetch: (input, init) => fetch(input, { ...init, credentials }),
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
}
