import { encodeEvent } from '@/lib/event-stream/encode-event'
import { logger } from '@/lib/log/logger'
import { openStreams } from './open-streams'

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}
const heartbeatMs = 15_000
/** An early heartbeat shows the reader that events pass one by one: a proxy may let the beginning through and hold the rest back. */
const firstHeartbeatMs = 1_000
const longestMs = 15 * 60_000
const retryMs = 1_000
/** A reader that leaves this much unread is dropped, never buffered for (rule S7). */
const unreadBytes = 256 * 1024

export type EventSink = {
  send(event: string, data: unknown): void
  end(): void
  /** Aborted when the stream has ended, by either side. */
  signal: AbortSignal
}

/**
 * A server-sent event stream (WHATWG HTML §9.2): heartbeat as a named event with server time after 1 s and then every 15 s (rule
 * S3), ended after 15 minutes, on abort, on a slow reader and on shutdown. `start` sends the first state at once and subscribes to changes.
 */
export function eventStreamResponse(request: Request, start: (sink: EventSink) => Promise<void>): Response {
  // The body of an answer to HEAD is never read, so its stream would never end.
  if (request.method === 'HEAD') return new Response(null, { headers: streamHeaders })
  const ended = new AbortController()
  let close = () => {}
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const sink = createSink(controller, ended)
        close = sink.end
        request.signal.addEventListener('abort', close, { once: true })
        openStreams().add(close)
        controller.enqueue(new TextEncoder().encode(`retry: ${retryMs}\n\n`))
        const beatOnce = () => sink.send('heartbeat', { server_time: new Date().toISOString() })
        const first = setTimeout(beatOnce, firstHeartbeatMs)
        const beat = setInterval(beatOnce, heartbeatMs)
        const longest = setTimeout(close, longestMs)
        ended.signal.addEventListener('abort', () => {
          clearTimeout(first)
          clearInterval(beat)
          clearTimeout(longest)
          openStreams().delete(close)
        })
        start(sink).catch((error: unknown) => {
          logger().warn({ error: String(error) }, 'event stream ended by a failure')
          close()
        })
      },
      cancel: () => close(),
    },
    { highWaterMark: unreadBytes, size: (chunk) => chunk.byteLength },
  )
  return new Response(stream, { headers: streamHeaders })
}

function createSink(controller: ReadableStreamDefaultController<Uint8Array>, ended: AbortController): EventSink {
  const encoder = new TextEncoder()
  const end = () => {
    if (ended.signal.aborted) return
    ended.abort()
    try {
      controller.close()
    } catch {
      // The reader closed it first; there is nothing left to do.
    }
  }
  return {
    signal: ended.signal,
    end,
    send(event, data) {
      if (ended.signal.aborted) return
      if ((controller.desiredSize ?? 0) <= 0) return end()
      controller.enqueue(encoder.encode(encodeEvent({ event, data: JSON.stringify(data) })))
    },
  }
}
