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
function createServer(answer: Answer) {
  const connections: Connection[] = []
  const signals: AbortSignal[] = []
  const server = { connections, signals, answer, requests: 0, fetch: request }

  async function request(_: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    server.requests += 1
    const { signal } = init
    if (!signal) throw new TypeError('no signal')
    signals.push(signal)
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

/** Without a `poll` of its own the poll answers at once that nothing is new. */
function start(changes: Partial<EventStreamOptions> = {}, answer: Answer = 'stream') {
  const server = createServer(answer)
  const polls: number[] = []
  const states: (StreamState | [StreamState, number])[] = []
  const events: StreamEvent[] = []
  const abort = new AbortController()
  let bearers = 0
  const stream = readEventStream({
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
    poll: async () => {
      polls.push(Date.now())
      return null
    },
    ...changes,
  })
  return { server, states, events, abort, polls, stream }
}

const heartbeat = encodeEvent({ event: 'heartbeat', data: '{}' })
const status = (version: number) => encodeEvent({ event: 'status', data: `v${version}`, id: String(version) })
const away = async (): Promise<null> => {
  throw new TypeError('unreachable')
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** The beginning of a stream that passes: the first event, and another one second later. */
async function begin(server: ReturnType<typeof createServer>, text = status(1)): Promise<void> {
  await pass(0)
  await write(server, text)
  await pass(1_000)
  await write(server, heartbeat)
}

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
  test('nothing is live before the second event, which comes on its own: headers and comments are none', async () => {
    const { server, states, polls } = start()
    await pass(0)
    await write(server, ': comment only\n\n')
    await write(server, status(1) + heartbeat)
    await pass(499)
    await write(server, ': comment only\n\n')
    expect(states).toEqual(['polling'])
    await pass(1)
    await write(server, heartbeat)
    expect(states).toEqual(['polling', 'live'])
    expect(polls).toHaveLength(1)
  })

  test('a proxy that passes the beginning and holds the rest back is found after 3 s, and polling has never stopped', async () => {
    const { server, states, polls } = start()
    await pass(0)
    await write(server, status(1))
    await pass(2_999)
    expect([server.signals[0]?.aborted, polls.length]).toEqual([false, 2])
    await pass(1)
    expect(server.signals[0]?.aborted).toBe(true)
    await pass(5_000)
    expect(polls).toHaveLength(3)
    expect(states).toEqual(['polling'])
  })

  test('heartbeats every 15 s keep it live for hours, on one connection, with the first poll alone', async () => {
    const { server, states, polls } = start()
    await begin(server)
    for (let beat = 0; beat < 500; beat += 1) {
      await write(server, heartbeat)
      await pass(15_000)
    }
    expect(states).toEqual(['polling', 'live'])
    expect([server.requests, polls.length]).toEqual([1, 1])
  })

  test('a heartbeat 5 s late closes the connection, comments do not help, and a poll decides', async () => {
    const { server, states, polls } = start()
    await begin(server)
    await pass(15_000)
    await write(server, ': still here\n\n')
    await pass(4_999)
    expect(states).toEqual(['polling', 'live'])
    expect(polls).toHaveLength(1)
    await pass(1)
    expect(states).toEqual(['polling', 'live', 'polling'])
    expect(polls).toHaveLength(2)
    expect(server.connections[0]?.signal.aborted).toBe(true)
  })

  test.each(['stream', 'hang'] as const)('no first event within 3 s: the connection is closed (%s)', async (answer) => {
    const { server, states } = start({}, answer)
    await pass(2_999)
    expect(server.signals[0]?.aborted).toBe(false)
    await pass(1)
    expect(server.signals[0]?.aborted).toBe(true)
    expect(states).toEqual(['polling'])
    expect(server.requests).toBe(1)
  })

  test('where events never pass, the stream is tried after 1, 2, 4, 8 and then every 15 minutes', async () => {
    const { server } = start({}, 'hang')
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      const before = server.requests
      await pass(3_000 + minutes * 60_000 - 1)
      expect(server.requests).toBe(before)
      await pass(1)
      expect(server.requests).toBe(before + 1)
    }
  })

  test('after a silence the stream counts again only when it has passed a heartbeat; polling goes on until then', async () => {
    const { server, states, polls } = start()
    await begin(server)
    await pass(20_000)
    expect(states).toEqual(['polling', 'live', 'polling'])
    await pass(60_000)
    await begin(server, status(2))
    expect(states).toEqual(['polling', 'live', 'polling'])
    const before = polls.length
    await pass(15_000)
    expect(polls.length).toBeGreaterThan(before + 2)
    await write(server, heartbeat)
    expect(states).toEqual(['polling', 'live', 'polling', 'live'])
    const after = polls.length
    await pass(15_000)
    expect(polls).toHaveLength(after)
  })

  test('S1, S8: a proxy that cuts every 19 s never makes it stale, and every reconnection asks for a fresh bearer', async () => {
    const { server, states, events } = start()
    for (let cut = 1; cut <= 10; cut += 1) {
      await begin(server, status(cut))
      await pass(17_000)
      server.connections.at(-1)?.end()
      await pass(1_000)
    }
    expect(states).toEqual(['polling', 'live'])
    expect(events.filter(({ event }) => event === 'status').map(({ data }) => data)).toEqual([
      ...['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'],
    ])
    expect(server.connections.at(-1)?.headers.get('authorization')).toBe('Bearer token-11')
  })

  test('S8: a reconnection that brings nothing for 3 s is replaced by polling', async () => {
    const { server, states, polls } = start()
    await begin(server)
    await pass(10_000)
    server.answer = 'hang'
    server.connections.at(-1)?.end()
    await pass(1_000 + 2_999)
    expect(polls).toHaveLength(1)
    await pass(1)
    expect(polls).toHaveLength(2)
    expect(states).toEqual(['polling', 'live', 'polling'])
  })

  test('S7: the retry hint of the server is kept, and polling bridges a long one', async () => {
    const { server, polls } = start()
    await begin(server, encodeEvent({ event: 'status', data: '', retryMs: 5_000 }))
    server.connections.at(-1)?.end()
    await pass(4_999)
    expect([server.requests, polls.length]).toEqual([1, 2])
    await pass(1)
    expect(server.requests).toBe(2)
  })

  test.each([
    { name: 'unreachable', answer: 'unreachable' as const },
    { name: '503', answer: new Response('', { status: 503 }) },
    { name: '429', answer: new Response('', { status: 429 }) },
    { name: 'another content type', answer: new Response('data: 1\n\n', { headers: { 'content-type': 'text/html' } }) },
  ])('$name: polling at once, stale as soon as a poll fails too, tried again after 1, 2, 4 s', async ({ answer }) => {
    const { server, states } = start({ poll: away })
    await begin(server)
    server.answer = answer
    server.connections.at(-1)?.fail()
    await pass(0)
    expect(states).toEqual(['stale', 'live', 'stale'])
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
    await begin(server, status(2))
    expect(states).toEqual(['stale', 'live', 'stale', 'live'])
  })

  test.each([401, 403, 404, 204])('%i ends it: no poll, no request, no timer any more', async (code) => {
    const { server, states, polls } = start()
    await begin(server)
    server.answer = new Response(null, { status: code })
    server.connections.at(-1)?.end()
    await pass(1_000)
    expect(states).toEqual(['polling', 'live', ['ended', code]])
    expect(vi.getTimerCount()).toBe(0)
    await pass(300_000)
    expect([server.requests, polls.length]).toEqual([2, 1])
  })

  test('an oversized event is a failure, not an endless buffer', async () => {
    const { server, states } = start()
    await begin(server)
    await write(server, `data: ${'a'.repeat(70_000)}`)
    expect(states).toEqual(['polling', 'live', 'polling'])
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

describe('S4: polling where the stream does not serve', () => {
  test.each([
    { random: 0, gaps: [2_000, 2_400, 3_600, 4_000, 4_000] },
    { random: 0.5, gaps: [2_000, 3_000, 4_500, 5_000, 5_000] },
    { random: 0.999, gaps: [2_399.2, 3_598.8, 5_000, 5_000, 5_000] },
  ])('at once, together with opening the stream, then every 2 to 5 s ($random)', async ({ random, gaps }) => {
    const asked: number[] = []
    const poll = async () => {
      asked.push(Date.now())
      return { event: 'status', data: 'polled', id: '5' }
    }
    const { events, states } = start({ poll, random: () => random }, 'hang')
    const begun = Date.now()
    await pass(0)
    expect(asked).toEqual([begun])
    expect(events.map(({ data }) => data)).toEqual(['polled'])
    await pass(25_000)
    const seen = asked.slice(1, 6).map((time, index) => time - (asked[index] ?? 0))
    for (const [index, gap] of gaps.entries()) expect(Math.abs((seen[index] ?? 0) - gap)).toBeLessThan(2)
    expect(states).toEqual(['polling'])
  })

  test('each poll says how fresh the state is: a failed one makes it stale, a good one fresh', async () => {
    let isAway = false
    const poll = () => (isAway ? away() : Promise.resolve(null))
    const { states } = start({ poll }, 'hang')
    await pass(10_000)
    expect(states).toEqual(['polling'])
    isAway = true
    await pass(5_000)
    expect(states).toEqual(['polling', 'stale'])
    isAway = false
    await pass(5_000)
    expect(states).toEqual(['polling', 'stale', 'polling'])
  })

  test('a poll without an answer has failed after 5 s, is aborted, and the next one comes', async () => {
    const signals: AbortSignal[] = []
    const poll = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<null>(() => {})
    }
    const { states } = start({ poll }, 'hang')
    await pass(4_999)
    expect(states).toEqual([])
    await pass(1)
    expect(states).toEqual(['stale'])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await pass(2_000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  test('while somebody waits for a change the pause stays at 2 s', async () => {
    const { polls } = start({ isUrgent: () => true }, 'hang')
    await pass(20_000)
    expect(polls).toHaveLength(11)
  })

  test('refresh asks at once while polling, and asks nothing while the stream is live', async () => {
    const { polls, stream, server } = start()
    await pass(0)
    stream.refresh()
    await pass(0)
    expect(polls).toHaveLength(2)
    await begin(server)
    stream.refresh()
    await pass(10_000)
    expect(polls).toHaveLength(2)
  })

  test('an answer that was under way when refresh was called is thrown away', async () => {
    const answers: ((event: StreamEvent) => void)[] = []
    const poll = () => new Promise<StreamEvent>((resolve) => answers.push(resolve))
    const { stream, events } = start({ poll }, 'hang')
    await pass(0)
    stream.refresh()
    answers[0]?.({ event: 'status', data: 'before', id: '' })
    answers[1]?.({ event: 'status', data: 'after', id: '' })
    await pass(0)
    expect(events.map(({ data }) => data)).toEqual(['after'])
  })

  test('an answer that comes after the stream is live is thrown away', async () => {
    let answer = (_: StreamEvent) => {}
    const slow = () =>
      new Promise<StreamEvent>((resolve) => {
        answer = resolve
      })
    const { server, events } = start({ poll: slow })
    await begin(server)
    answer({ event: 'status', data: 'late', id: '9' })
    await pass(0)
    expect(events.map(({ data }) => data)).toEqual(['v1', '{}'])
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
    await begin(server, status(5))
    await pass(20_000)
    expect(events.map(({ data }) => data)).toEqual(['v4', 'v5', '{}'])
    await pass(60_000)
    await write(server, status(6))
    expect(events.map(({ data }) => data)).toEqual(['v4', 'v5', '{}', 'v6'])
  })
})

describe('the signal', () => {
  test('ends everything: no callback, no timer, the connection closed', async () => {
    const { server, states, events, abort } = start()
    await begin(server)
    abort.abort()
    await pass(300_000)
    expect([states, events.length, server.requests]).toEqual([['polling', 'live'], 2, 1])
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

  test.each(['polling', 'stale'])('also while %s', async (state) => {
    const { abort, states, polls } = start(state === 'stale' ? { poll: away } : {}, 'hang')
    await pass(31_000)
    expect(states).toEqual([state])
    abort.abort()
    const before = polls.length
    await pass(300_000)
    expect(polls).toHaveLength(before)
    expect(states).toEqual([state])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('given already ended, nothing begins', async () => {
    const { server } = start({ signal: AbortSignal.abort() })
    await pass(1_000)
    expect(server.requests).toBe(0)
  })
})
