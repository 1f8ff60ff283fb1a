import { jittered, type PollerOptions } from './create-poller'
import type { StreamEvent } from './event-stream-parser'
import { type OpenOptions, openEventStream } from './open-event-stream'

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

type SetTimer = PollerOptions['setTimer']

export type ConnectionOptions = Pick<PollerOptions, 'setTimer' | 'random'> &
  Pick<OpenOptions, 'url' | 'fetch'> & { headers: () => Readonly<Record<string, string>> }

export type ConnectionHandlers = {
  /** `isTrusted`: the connection has passed on enough to be believed when it is silent. */
  onEvent: (event: StreamEvent, isTrusted: boolean) => void
  /** The stream does not serve now, and is tried again later. */
  onTrouble: () => void
  /** The server answered with a status after which trying again is pointless. */
  onRefused: (status: number) => void
}

/**
 * One connection after the other to an event stream. A silent one is closed and tried again after 60 s, later each time; one that
 * cannot be opened is tried again ever more slowly.
 */
export function createStreamConnections(options: ConnectionOptions, handlers: ConnectionHandlers) {
  const { setTimer, random } = options
  const watchdog = createTimer(setTimer)
  const reconnect = createTimer(setTimer)
  const trust = createTrust(setTimer)
  let connection = new AbortController()
  let failures = 0
  let retryMs = firstRetryMs

  /** Closes the connection when nothing is heard for `ms`. */
  function watch(ms: number): void {
    watchdog.start(() => {
      connection.abort()
      handlers.onTrouble()
      reconnect.start(open, trust.noteSilence())
    }, ms)
  }

  async function open(): Promise<void> {
    const current = new AbortController()
    connection = current
    trust.begin()
    watch(firstEventsMs)
    const outcome = await openEventStream({
      url: options.url,
      headers: options.headers(),
      fetch: options.fetch,
      signal: current.signal,
      onEvent: (event) => {
        if (current.signal.aborted) return
        failures = 0
        const { isTrusted, longestSilenceMs } = trust.noteEvent()
        watch(longestSilenceMs)
        handlers.onEvent(event, isTrusted)
      },
      onRetry: (ms) => {
        retryMs = Math.min(ms, retryAfterSilenceMs)
      },
    })
    if (current.signal.aborted) return
    current.abort()
    trust.end()
    if (outcome.kind === 'refused') handlers.onRefused(outcome.status)
    else if (outcome.kind === 'ended' && trust.hasHeard()) bridge()
    else recover()
  }

  /** An ordinary end: the next connection is near. Where the server asks for more time, polling serves until then. */
  function bridge(): void {
    watchdog.start(handlers.onTrouble, firstEventsMs)
    reconnect.start(open, jittered(retryMs, random))
  }

  /** The server could not be reached or gave nothing: poll, and try the stream again ever more slowly. */
  function recover(): void {
    watchdog.cancel()
    handlers.onTrouble()
    reconnect.start(open, jittered(Math.min(firstRetryMs * 2 ** failures, retryAfterSilenceMs), random))
    failures += 1
  }

  function close(): void {
    watchdog.cancel()
    reconnect.cancel()
    trust.end()
    connection.abort()
  }

  return { open, close }
}

/** Judges how far a connection can be believed: after silences it has to pass on more before it is trusted again. */
function createTrust(setTimer: SetTimer) {
  const proof = createTimer(setTimer)
  let silences = 0
  let hasHeard = false
  let isProven = false
  const prove = () => {
    isProven = true
  }
  return {
    begin() {
      hasHeard = false
      isProven = false
    },
    noteEvent(): { isTrusted: boolean; longestSilenceMs: number } {
      if (!hasHeard) proof.start(prove, silences === 0 ? proofMs : proofAfterSilenceMs)
      hasHeard = true
      const longestSilenceMs = isProven || silences > 0 ? silenceMs : firstEventsMs
      if (isProven) silences = 0
      return { isTrusted: isProven, longestSilenceMs }
    },
    /** @returns after which time a connection is tried again, in milliseconds */
    noteSilence(): number {
      proof.cancel()
      const ms = Math.min(retryAfterSilenceMs * 2 ** silences, longestRetryMs)
      silences += 1
      return ms
    },
    hasHeard: () => hasHeard,
    end: () => proof.cancel(),
  }
}

/** A timer that is restarted or cancelled. */
function createTimer(setTimer: SetTimer) {
  let cancel = () => {}
  return {
    start(run: () => void, ms: number) {
      cancel()
      cancel = setTimer(run, ms)
    },
    cancel: () => cancel(),
  }
}
