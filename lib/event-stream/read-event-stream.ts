import { createPoller, type PollerOptions } from './create-poller'
import type { StreamEvent } from './event-stream-parser'
import { createStreamConnections } from './stream-connections'

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
  const { signal } = options
  let state: StreamState = 'connecting'
  const deliver = createVersionFilter(options)
  const poller = createPoller(options, {
    onAnswer: (event) => {
      if (event !== null) deliver(event)
      if (!signal.aborted) change('polling')
    },
    onFailure: () => change('stale'),
  })
  const connections = createStreamConnections(options, {
    onEvent(event, isTrusted) {
      if (isTrusted) {
        poller.stop()
        change('live')
      }
      if (!signal.aborted) deliver(event)
    },
    onTrouble: poller.start,
    onRefused(status) {
      stop()
      change('ended', status)
    },
  })

  function change(next: StreamState, status?: number): void {
    if (state === next) return
    state = next
    options.onState(next, status)
  }

  function stop(): void {
    poller.stop()
    connections.close()
  }

  if (signal.aborted) return { refresh() {} }
  signal.addEventListener('abort', stop, { once: true })
  connections.open()
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
