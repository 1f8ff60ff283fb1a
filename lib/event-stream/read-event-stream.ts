import { createPoller, jittered, type PollerOptions } from './create-poller'
import type { StreamEvent } from './event-stream-parser'
import { openEventStream } from './open-event-stream'

/** The first state is sent as soon as a stream is open, a heartbeat 1 s later: without them by then, something on the way holds the stream back. */
const firstEventsMs = 3_000
/** A heartbeat comes every 15 s (S3): by then it is 5 s late. */
const silenceMs = 20_000
/** A stream is trusted when an event comes this long after its first: a proxy may pass on the beginning and hold the rest back. */
const proofMs = 500
/** One that was silent before has to pass an ordinary heartbeat. */
const proofAfterSilenceMs = 12_000
const retryAfterSilenceMs = 60_000
const longestRetryMs = 15 * 60_000
const firstRetryMs = 1_000

/**
 * `connecting`: nothing heard yet. `live`: the stream passes events on, the last one within 20 s. `polling`: the stream is silent, and each poll
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
 * can find it (S4). Polling begins together with the first connection and goes on until the stream has passed on its second
 * event; it begins again when one of the first two takes 3 s, or a later one 20 s. A silent connection is closed and tried again
 * after 60 s, later each time, and is then trusted only after an ordinary heartbeat.
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

  function hear(event: StreamEvent, isTrusted: boolean): void {
    failures = 0
    watch(isTrusted || silences > 0 ? silenceMs : firstEventsMs)
    if (isTrusted) {
      silences = 0
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
    watch(firstEventsMs)
    const outcome = await openEventStream({
      url: options.url,
      headers: options.headers(),
      fetch: options.fetch,
      signal: current.signal,
      onEvent: (event) => {
        if (current.signal.aborted) return
        if (!hasHeard) {
          cancelProof = setTimer(
            () => {
              isProven = true
            },
            silences === 0 ? proofMs : proofAfterSilenceMs,
          )
        }
        hasHeard = true
        hear(event, isProven)
      },
      onRetry: (ms) => {
        retryMs = Math.min(ms, retryAfterSilenceMs)
      },
    })
    if (current.signal.aborted) return
    current.abort()
    cancelProof()
    if (outcome.kind === 'refused') finish(outcome.status)
    else if (outcome.kind === 'ended' && hasHeard) bridge()
    else recover()
  }

  /** An ordinary end: the next connection is near. Where the server asks for more time, polling serves until then. */
  function bridge(): void {
    cancelWatchdog()
    cancelWatchdog = setTimer(poller.start, firstEventsMs)
    reconnectAfter(jittered(retryMs, random))
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
