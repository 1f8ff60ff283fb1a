import { createEventStreamParser, type StreamEvent } from './event-stream-parser'

/** `refused`: the server answered with a status after which trying again is pointless. */
export type ConnectionOutcome = { kind: 'ended' } | { kind: 'failed' } | { kind: 'refused'; status: number }

export type OpenOptions = {
  url: string
  headers: Readonly<Record<string, string>>
  fetch: typeof fetch
  signal: AbortSignal
  onEvent: (event: StreamEvent) => void
  onRetry: (retryMs: number) => void
}

/**
 * Reads one connection of an event stream until it ends, fails or is aborted (S1: with `fetch`, because `EventSource` cannot
 * carry a bearer). Never rejects.
 */
export async function openEventStream(options: OpenOptions): Promise<ConnectionOutcome> {
  // A browser's fetch refuses to be called as a method of another object.
  const { url, signal, onEvent, onRetry, fetch: request } = options
  try {
    const headers = { ...options.headers, accept: 'text/event-stream' }
    const response = await request(url, { headers, signal, cache: 'no-store', redirect: 'error' })
    if (isFinal(response.status)) return { kind: 'refused', status: response.status }
    const type = response.headers.get('content-type') ?? ''
    if (response.status !== 200 || !type.startsWith('text/event-stream') || !response.body) return { kind: 'failed' }
    const parser = createEventStreamParser(onEvent, { onRetry })
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { kind: 'ended' }
      parser.push(decoder.decode(value, { stream: true }))
    }
  } catch {
    return { kind: 'failed' }
  }
}

/** 204 ends a stream (WHATWG HTML §9.2.3), and so does every 4xx but time-out, too early and too many. */
function isFinal(status: number): boolean {
  return status === 204 || (status >= 400 && status < 500 && ![408, 425, 429].includes(status))
}
