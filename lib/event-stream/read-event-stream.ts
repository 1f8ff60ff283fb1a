import type { StreamEvent } from './event-stream-parser'
import { openEventStream } from './open-event-stream'

const silenceMs = 30_000
const retryAfterSilenceMs = 60_000
const firstPollMs = 2_000
const slowestPollMs = 5_000
const firstRetryMs = 1_000

/**
 * `connecting`: nothing heard yet. `live`: an event came within the last 30 s. `stale`: silence or failure, polling; what is
 * shown may be out of date. `ended`: the server refused for good, nothing will follow.
 */
export type StreamState = 'connecting' | 'live' | 'stale' | 'ended'

export type EventStreamOptions = {
  url: string
  /** Asked anew for every connection, so that a renewed bearer is used. */
  headers: () => Readonly<Record<string, string>>
  /** Ends everything; afterwards no callback is called any more. */
  signal: AbortSignal
  /** Gets every event that is not older than one it got before (S5), heartbeats too. */
  onEvent: (event: StreamEvent) => void
  /** Called on every change; `status` is the HTTP status that ended the stream. */
  onState: (state: StreamState, status?: number) => void
  /** Asks once for the whole state while the stream is stale; it comes out of `onEvent` unless it is older. */
  poll?: (signal: AbortSignal) => Promise<StreamEvent | null>
  /** The version of the state in an event, undefined for none; by default `id` as a decimal number. */
  versionOf?: (event: StreamEvent) => number | undefined
  fetch: typeof fetch
  /** Calls back once after `ms`; returns what cancels it. */
  setTimer: (callback: () => void, ms: number) => () => void
  /** 0 ≤ number < 1, for jitter. */
  random: () => number
}

/**
 * Keeps reading an event stream and never trusts its silence: a proxy that swallows the body raises no error, so only the
 * timer can tell (S4). 30 s without an event close the connection, polling starts at once and goes on every 2 to 5 s, and the
 * stream is tried again after 60 s. Nothing is live before its first event and nothing stays live without events.
 */
export function readEventStream(options: EventStreamOptions): void {
  const { signal, setTimer, random } = options
  let state: StreamState = 'connecting'
  let connection = new AbortController()
  let failures = 0
  let retryMs = firstRetryMs
  let cancelWatchdog = () => {}
  let cancelReconnect = () => {}
  const deliver = createVersionFilter(options)
  const poller = createPoller(options, deliver)

  function change(next: StreamState, status?: number): void {
    if (state === next) return
    state = next
    if (next === 'stale') poller.start()
    else poller.stop()
    options.onState(next, status)
  }

  function watch(): void {
    cancelWatchdog()
    cancelWatchdog = setTimer(() => {
      connection.abort()
      change('stale')
      reconnectAfter(retryAfterSilenceMs)
    }, silenceMs)
  }

  function reconnectAfter(ms: number): void {
    cancelReconnect()
    cancelReconnect = setTimer(connect, ms)
  }

  function hear(event: StreamEvent): void {
    failures = 0
    watch()
    change('live')
    if (!signal.aborted) deliver(event)
  }

  async function connect(): Promise<void> {
    const current = new AbortController()
    connection = current
    let hasHeard = false
    if (state !== 'live') watch()
    const outcome = await openEventStream({
      url: options.url,
      headers: options.headers(),
      fetch: options.fetch,
      signal: current.signal,
      onEvent: (event) => {
        if (current.signal.aborted) return
        hasHeard = true
        hear(event)
      },
      onRetry: (ms) => {
        retryMs = Math.min(ms, retryAfterSilenceMs)
      },
    })
    if (current.signal.aborted) return
    current.abort()
    if (outcome.kind === 'refused') finish(outcome.status)
    else if (outcome.kind === 'ended' && hasHeard) reconnectAfter(jittered(retryMs, random))
    else recover()
  }

  /** The server could not be reached or gave nothing: poll, and try the stream again ever more slowly. */
  function recover(): void {
    cancelWatchdog()
    change('stale')
    reconnectAfter(jittered(Math.min(firstRetryMs * 2 ** failures, retryAfterSilenceMs), random))
    failures += 1
  }

  function stop(): void {
    cancelWatchdog()
    cancelReconnect()
    poller.stop()
    connection.abort()
  }

  function finish(status: number): void {
    stop()
    change('ended', status)
  }

  if (signal.aborted) return
  signal.addEventListener('abort', stop, { once: true })
  connect()
}

/** Passes on what is not older than what was passed on before (S5). */
function createVersionFilter({ onEvent, versionOf = versionOfId }: EventStreamOptions): (event: StreamEvent) => void {
  let newest = Number.NEGATIVE_INFINITY
  return (event) => {
    const version = versionOf(event)
    if (version !== undefined && version < newest) return
    newest = version ?? newest
    onEvent(event)
  }
}

function versionOfId({ id }: StreamEvent): number | undefined {
  return /^\d+$/.test(id) ? Number(id) : undefined
}

/** Polls at once and then every 2 to 5 s, more slowly each time, until stopped. */
function createPoller(
  { poll, setTimer, random }: EventStreamOptions,
  deliver: (event: StreamEvent) => void,
): { start(): void; stop(): void } {
  let run = new AbortController()
  let cancel = () => {}

  async function ask(current: AbortController, count: number): Promise<void> {
    try {
      const event = await poll?.(current.signal)
      if (event && !current.signal.aborted) deliver(event)
    } catch {
      // The next poll comes anyway, and the state already says that nothing is certain.
    }
    if (current.signal.aborted) return
    const ms = jittered(Math.min(firstPollMs * 1.5 ** count, slowestPollMs), random)
    cancel = setTimer(() => ask(current, count + 1), Math.min(Math.max(ms, firstPollMs), slowestPollMs))
  }

  return {
    start() {
      run = new AbortController()
      if (poll) ask(run, 0)
    },
    stop() {
      run.abort()
      cancel()
    },
  }
}

/** Up to a fifth more or less, so that many clients do not come back in the same moment. */
function jittered(ms: number, random: () => number): number {
  return ms * (0.8 + 0.4 * random())
}
