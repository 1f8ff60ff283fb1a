import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { encodeEvent } from './encode-event'
import type { StreamEvent } from './event-stream-parser'
import { type EventStreamOptions, readEventStream, type StreamState } from './read-event-stream'

type Connection = {
  write(text: string | Uint8Array): void
  end(): void
  fail(): void
  headers: Headers
  signal: AbortSignal
}
type Answer = 'stream' | 'hang' | 'unreachable' | Response

/** A server in the test's hands: what it answers to each request, and every connection it was asked for. */
function createServer() {
  const connections: Connection[] = []
  const server = { connections, answer: 'stream' as Answer, requests: 0, fetch: request }

  async function request(_: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    server.requests += 1
    const { signal } = init
    if (!signal) throw new TypeError('no signal')
    if (server.answer === 'unreachable') throw new TypeError('fetch failed')
    if (server.answer instanceof Response) return server.answer
    if (server.answer === 'hang') {
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        signal.addEventListener('abort', () => controller.error(signal.reason))
        connections.push({
          write: (text) => controller.enqueue(typeof text === 'string' ? encoder.encode(text) : text),
          end: () => controller.close(),
          fail: () => controller.error(new TypeError('reset')),
          headers: new Headers(init.headers),
          signal,
        })
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  return server
}

function start(changes: Partial<EventStreamOptions> = {}) {
  const server = createServer()
  const states: (StreamState | [StreamState, number])[] = []
  const events: StreamEvent[] = []
  const abort = new AbortController()
  let bearers = 0
  readEventStream({
    url: 'https://facility.example/api/embed/v1/events',
    headers: () => {
      bearers += 1
      return { authorization: `Bearer token-${bearers}` }
    },
    signal: abort.signal,
    onEvent: (event) => events.push(event),
    onState: (state, status) => states.push(status === undefined ? state : [state, status]),
    fetch: server.fetch,
    setTimer: (callback, ms) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
    ...changes,
  })
  return { server, states, events, abort }
}

const heartbeat = encodeEvent({ event: 'heartbeat', data: '{}' })
const status = (version: number) => encodeEvent({ event: 'status', data: `v${version}`, id: String(version) })
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function write(server: ReturnType<typeof createServer>, text: string): Promise<unknown> {
  server.connections.at(-1)?.write(text)
  return pass(0)
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('S3, S4: the watchdog', () => {
  test('nothing is live before the first event, and headers alone are none', async () => {
    const { server, states } = start()
    await pass(0)
    await write(server, ': comment only\n\n')
    expect(states).toEqual([])
    await write(server, status(1))
    expect(states).toEqual(['live'])
  })

  test('heartbeats every 15 s keep it live for hours, on one connection', async () => {
    const { server, states } = start()
    await pass(0)
    for (let beat = 0; beat < 500; beat += 1) {
      await write(server, heartbeat)
      await pass(15_000)
    }
    expect(states).toEqual(['live'])
    expect(server.requests).toBe(1)
  })

  test('30 s of silence make it stale and close the connection, comments do not help', async () => {
    const { server, states } = start()
    await pass(0)
    await write(server, status(1))
    await pass(20_000)
    await write(server, ': still here\n\n')
    await pass(9_999)
    expect(states).toEqual(['live'])
    await pass(1)
    expect(states).toEqual(['live', 'stale'])
    expect(server.connections[0]?.signal.aborted).toBe(true)
  })

  test('a proxy that swallows the body: stale after 30 s, tried again 60 s later, live with the first event', async () => {
    const { server, states } = start()
    await pass(30_000)
    expect(states).toEqual(['stale'])
    await pass(59_999)
    expect(server.requests).toBe(1)
    await pass(1)
    expect(server.requests).toBe(2)
    await write(server, status(2))
    expect(states).toEqual(['stale', 'live'])
  })

  test('a server that never answers is the same', async () => {
    const { server, states } = start({})
    server.answer = 'hang'
    await pass(30_000)
    expect(states).toEqual(['stale'])
    await pass(90_000)
    expect(server.requests).toBe(2)
  })

  test('S8: a proxy that cuts every 20 s never makes it stale, and every reconnection asks for a fresh bearer', async () => {
    const { server, states, events } = start()
    for (let cut = 1; cut <= 10; cut += 1) {
      await pass(0)
      await write(server, status(cut))
      await pass(19_000)
      server.connections.at(-1)?.end()
      await pass(1_000)
    }
    expect(states).toEqual(['live'])
    expect(events.map(({ data }) => data)).toEqual(['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'])
    expect(server.connections.at(-1)?.headers.get('authorization')).toBe('Bearer token-11')
  })

  test('S8: reconnecting does not restart the clock of silence', async () => {
    const { server, states } = start()
    await pass(0)
    await write(server, status(1))
    await pass(25_000)
    server.answer = 'hang'
    server.connections.at(-1)?.end()
    await pass(5_000)
    expect(states).toEqual(['live', 'stale'])
  })

  test('S7: the retry hint of the server is kept', async () => {
    const { server } = start()
    await pass(0)
    await write(server, encodeEvent({ event: 'status', data: '', retryMs: 5_000 }))
    server.connections.at(-1)?.end()
    await pass(4_999)
    expect(server.requests).toBe(1)
    await pass(1)
    expect(server.requests).toBe(2)
  })

  test.each([
    { name: 'unreachable', answer: 'unreachable' as const },
    { name: '503', answer: new Response('', { status: 503 }) },
    { name: '429', answer: new Response('', { status: 429 }) },
    { name: 'another content type', answer: new Response('data: 1\n\n', { headers: { 'content-type': 'text/html' } }) },
  ])('$name: stale at once, tried again after 1, 2, 4 s', async ({ answer }) => {
    const { server, states } = start()
    await pass(0)
    server.answer = answer
    await write(server, status(1))
    server.connections.at(-1)?.fail()
    await pass(0)
    expect(states).toEqual(['live', 'stale'])
    for (const [ms, requests] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
      [4_000, 4],
    ] as const) {
      await pass(ms)
      expect(server.requests).toBe(requests)
    }
    server.answer = 'stream'
    await pass(8_000)
    await write(server, status(2))
    expect(states).toEqual(['live', 'stale', 'live'])
  })

  test.each([401, 403, 404, 204])('%i ends it: no poll, no request, no timer any more', async (code) => {
    const poll = vi.fn(async () => null)
    const { server, states } = start({ poll })
    await pass(0)
    await write(server, status(1))
    server.answer = new Response(null, { status: code })
    server.connections.at(-1)?.end()
    await pass(1_000)
    expect(states).toEqual(['live', ['ended', code]])
    expect(vi.getTimerCount()).toBe(0)
    await pass(300_000)
    expect([server.requests, poll.mock.calls.length]).toEqual([2, 0])
  })

  test('an oversized event is a failure, not an endless buffer', async () => {
    const { server, states } = start()
    await pass(0)
    await write(server, status(1))
    await write(server, `data: ${'a'.repeat(70_000)}`)
    expect(states).toEqual(['live', 'stale'])
    expect(server.connections[0]?.signal.aborted).toBe(true)
  })

  test('characters cut in the middle of their octets arrive whole', async () => {
    const { server, events } = start()
    await pass(0)
    const data = '認証に成功しました'
    const octets = new TextEncoder().encode(encodeEvent({ event: 'status', data }))
    for (const octet of octets) server.connections[0]?.write(new Uint8Array([octet]))
    await pass(0)
    expect(events).toEqual([{ event: 'status', data, id: '' }])
  })
})

describe('S4: polling while stale', () => {
  const asked: number[] = []
  const poll = async () => {
    asked.push(Date.now())
    return { event: 'status', data: 'polled', id: '5' }
  }

  test.each([
    { random: 0, gaps: [2_000, 2_400, 3_600, 4_000, 4_000] },
    { random: 0.5, gaps: [2_000, 3_000, 4_500, 5_000, 5_000] },
    { random: 0.999, gaps: [2_399.2, 3_598.8, 5_000, 5_000, 5_000] },
  ])('at once, then every 2 to 5 s with back-off and jitter ($random)', async ({ random, gaps }) => {
    asked.length = 0
    const { events, abort } = start({ poll, random: () => random })
    await pass(30_000)
    expect(asked).toHaveLength(1)
    expect(events.map(({ data }) => data)).toEqual(['polled'])
    await pass(25_000)
    const seen = asked.slice(1, 6).map((time, index) => time - (asked[index] ?? 0))
    for (const [index, gap] of gaps.entries()) expect(Math.abs((seen[index] ?? 0) - gap)).toBeLessThan(2)
    abort.abort()
  })

  test('goes on through failures and stops with the first event', async () => {
    let polls = 0
    const failing = async () => {
      polls += 1
      throw new TypeError('unreachable')
    }
    const { server, states } = start({ poll: failing })
    await pass(90_000)
    expect(polls).toBeGreaterThan(10)
    await write(server, status(1))
    const before = polls
    await pass(20_000)
    expect(states).toEqual(['stale', 'live'])
    expect(polls).toBe(before)
  })

  test('an answer that comes after the stream is back is thrown away', async () => {
    let answer = (_: StreamEvent) => {}
    const slow = () =>
      new Promise<StreamEvent>((resolve) => {
        answer = resolve
      })
    const { server, events } = start({ poll: slow })
    await pass(90_000)
    await write(server, status(1))
    answer({ event: 'status', data: 'late', id: '9' })
    await pass(0)
    expect(events.map(({ data }) => data)).toEqual(['v1'])
  })
})

describe('S5: versions', () => {
  test('older ones are ignored, the same one and heartbeats are not', async () => {
    const { server, events } = start()
    await pass(0)
    for (const text of [status(3), status(2), heartbeat, status(3), status(10), status(9)]) await write(server, text)
    expect(events.map(({ event, data }) => `${event} ${data}`)).toEqual([
      'status v3',
      'heartbeat {}',
      'status v3',
      'status v10',
    ])
  })

  test('also across a reconnection, for polled states and for versions kept in the data', async () => {
    const versionOf = ({ data }: StreamEvent) => (data.startsWith('v') ? Number(data.slice(1)) : undefined)
    const poll = async () => ({ event: 'status', data: 'v4', id: '' })
    const { server, events } = start({ versionOf, poll })
    await pass(0)
    await write(server, status(5))
    await pass(30_000)
    expect(events.map(({ data }) => data)).toEqual(['v5'])
    await pass(60_000)
    await write(server, status(6))
    expect(events.map(({ data }) => data)).toEqual(['v5', 'v6'])
  })
})

describe('the signal', () => {
  test('ends everything: no callback, no timer, the connection closed', async () => {
    const { server, states, events, abort } = start({ poll: async () => null })
    await pass(0)
    await write(server, status(1))
    abort.abort()
    await pass(300_000)
    expect([states, events.length, server.requests]).toEqual([['live'], 1, 1])
    expect(server.connections[0]?.signal.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('also between two events of one chunk', async () => {
    const seen: string[] = []
    const ending = new AbortController()
    const onEvent = ({ data }: StreamEvent) => {
      seen.push(data)
      ending.abort()
    }
    const { server } = start({ onEvent, signal: ending.signal })
    await pass(0)
    await write(server, status(1) + status(2))
    expect(seen).toEqual(['v1'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('also while stale', async () => {
    const poll = vi.fn(async () => null)
    const { abort } = start({ poll })
    await pass(31_000)
    abort.abort()
    const before = poll.mock.calls.length
    await pass(300_000)
    expect(poll.mock.calls.length).toBe(before)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('given already ended, nothing begins', async () => {
    const { server } = start({ signal: AbortSignal.abort() })
    await pass(1_000)
    expect(server.requests).toBe(0)
  })
})
