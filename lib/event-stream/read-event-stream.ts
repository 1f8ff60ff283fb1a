import { createPoller, jittered, type PollerOptions } from './create-poller'
import type { StreamEvent } from './event-stream-parser'
import { openEventStream } from './open-event-stream'

/** The first state is sent as soon as a stream is open: without it by then, something on the way holds the stream back. */
const firstEventMs = 3_000
/** A heartbeat comes every 15 s (S3): by then it is 5 s late. */
const silenceMs = 20_000
/** A stream that was once held back counts again when an event comes this long after its first: it passes heartbeats. */
const proofMs = 12_000
const retryAfterSilenceMs = 60_000
const longestRetryMs = 15 * 60_000
const firstRetryMs = 1_000

/**
 * `connecting`: nothing heard yet. `live`: an event came within the last 20 s. `polling`: the stream is silent, and each poll
 * answers: what is shown is as fresh as the last poll. `stale`: stream and polling both fail; what is shown may be out of date.
 * `ended`: the server refused for good, nothing will follow.
 */
export type StreamState = 'connecting' | 'live' | 'polling' | 'stale' | 'ended'

export type EventStreamOptions = PollerOptions & {
  url: string
  /** Asked again for every connection, so that a renewed bearer is used. */
  headers: () => Readonly<Record<string, string>>
  /** Ends everything; afterwards no callback is called any more. */
  signal: AbortSignal
  /** Gets every event that is not older than one it got before (S5), heartbeats too. */
  onEvent: (event: StreamEvent) => void
  /** Called on every change; `status` is the HTTP status that ended the stream. */
  onState: (state: StreamState, status?: number) => void
  /** The version of the state in an event, undefined for none; by default `id` as a decimal number. */
  versionOf?: (event: StreamEvent) => number | undefined
  fetch: typeof fetch
}

export type EventStream = {
  /** Asks for the state at once where the stream does not serve: after an action whose result comes as an event. */
  refresh(): void
}

/**
 * Keeps reading an event stream and never trusts its silence: a proxy that holds the body back raises no error, so only timers
 * can find it (S4). Polling begins together with the first connection and serves whenever the stream does not: no event 3 s
 * after opening, or none for 20 s. A silent connection is closed and tried again after 60 s, later each time; until it has
 * passed a heartbeat in time, polling goes on next to it. Nothing is live before its first event.
 */
export function readEventStream(options: EventStreamOptions): EventStream {
  const { signal, setTimer, random } = options
  let state: StreamState = 'connecting'
  let connection = new AbortController()
  let failures = 0
  let silences = 0
  let retryMs = firstRetryMs
  let cancelWatchdog = () => {}
  let cancelReconnect = () => {}
  let cancelProof = () => {}
  const deliver = createVersionFilter(options)
  const poller = createPoller(options, {
    onAnswer: (event) => {
      if (event !== null) deliver(event)
      if (!signal.aborted) change('polling')
    },
    onFailure: () => change('stale'),
  })

  function change(next: StreamState, status?: number): void {
    if (state === next) return
    state = next
    options.onState(next, status)
  }

  /** Closes the connection when nothing is heard for `ms`. */
  function watch(ms: number): void {
    cancelWatchdog()
    cancelWatchdog = setTimer(() => {
      connection.abort()
      cancelProof()
      poller.start()
      reconnectAfter(Math.min(retryAfterSilenceMs * 2 ** silences, longestRetryMs))
      silences += 1
    }, ms)
  }

  function reconnectAfter(ms: number): void {
    cancelReconnect()
    cancelReconnect = setTimer(connect, ms)
  }

  function hear(event: StreamEvent): void {
    failures = 0
    watch(silenceMs)
    if (silences === 0) {
      poller.stop()
      change('live')
    }
    if (!signal.aborted) deliver(event)
  }

  async function connect(): Promise<void> {
    const current = new AbortController()
    connection = current
    let hasHeard = false
    let isProven = false
    watch(firstEventMs)
    const outcome = await openEventStream({
      url: options.url,
      headers: options.headers(),
      fetch: options.fetch,
      signal: current.signal,
      onEvent: (event) => {
        if (current.signal.aborted) return
        if (!hasHeard) {
          cancelProof = setTimer(() => {
            isProven = true
          }, proofMs)
        }
        hasHeard = true
        if (isProven) silences = 0
        hear(event)
      },
      onRetry: (ms) => {
        retryMs = Math.min(ms, retryAfterSilenceMs)
      },
    })
    if (current.signal.aborted) return
    current.abort()
    cancelProof()
    if (outcome.kind === 'refused') finish(outcome.status)
    else if (outcome.kind === 'ended' && hasHeard) reconnectAfter(jittered(retryMs, random))
    else recover()
  }

  /** The server could not be reached or gave nothing: poll, and try the stream again ever more slowly. */
  function recover(): void {
    cancelWatchdog()
    poller.start()
    reconnectAfter(jittered(Math.min(firstRetryMs * 2 ** failures, retryAfterSilenceMs), random))
    failures += 1
  }

  function stop(): void {
    cancelWatchdog()
    cancelReconnect()
    cancelProof()
    poller.stop()
    connection.abort()
  }

  function finish(status: number): void {
    stop()
    change('ended', status)
  }

  if (signal.aborted) return { refresh() {} }
  signal.addEventListener('abort', stop, { once: true })
  connect()
  poller.start()
  return { refresh: poller.hurry }
}

/** Passes on what is not older than what was passed on before (S5). */
function createVersionFilter({
  onEvent,
  versionOf = versionOfId,
}: Pick<EventStreamOptions, 'onEvent' | 'versionOf'>): (event: StreamEvent) => void {
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
