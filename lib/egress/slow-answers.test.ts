import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createHttpClient } from './http-client'

const servers: Server[] = []
const client = createHttpClient({}, { answerMs: 700 })
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://crl.localhost:${(server.address() as AddressInfo).port}/`
}

/** Sends `pieces` of a kilobyte, one each `everyMs`; with `stopsAfter` it goes silent there. */
const inPieces =
  (pieces: number, everyMs: number, stopsAfter = pieces): RequestListener =>
  (_, response) => {
    let sent = 0
    const timer = setInterval(() => {
      if (sent === stopsAfter) return
      sent += 1
      response.write(new Uint8Array(1_024))
      if (sent === pieces) response.end()
    }, everyMs)
    response.on('close', () => clearInterval(timer))
  }
const limit = { answerMs: 700, idleMs: 700, totalMs: 10_000 }

test('a CRL that progresses is not cut, though it takes longer than an answer may take', async () => {
  const url = await serve(inPieces(10, 100))
  const started = performance.now()
  const { bytes } = await client.requestBytes({ method: 'GET', url, maxAnswerBytes: 10_240, limit })
  expect(bytes).toHaveLength(10_240)
  expect(performance.now() - started).toBeGreaterThan(700)
  await expect(client.request({ method: 'GET', url })).rejects.toMatchObject({
    failure: 'timeout',
    facts: { phase: 'body' },
  })
})

test('one that stops in the middle ends after its silence', async () => {
  const url = await serve(inPieces(10, 20, 3))
  const fetching = client.requestBytes({ method: 'GET', url, maxAnswerBytes: 10_240, limit })
  await expect(fetching).rejects.toMatchObject({ failure: 'timeout', facts: { phase: 'body' } })
})

test('one that drips for ever ends after its total', async () => {
  const url = await serve(inPieces(10_000, 40))
  const patient = { ...limit, totalMs: 400 }
  const fetching = client.requestBytes({ method: 'GET', url, maxAnswerBytes: 10_240_000, limit: patient })
  await expect(fetching).rejects.toMatchObject({ failure: 'timeout', facts: { phase: 'body' } })
})

test('one beyond its cap is not read to the end', async () => {
  const url = await serve(inPieces(10_000, 5))
  const fetching = client.requestBytes({ method: 'GET', url, maxAnswerBytes: 4_096, limit })
  await expect(fetching).rejects.toMatchObject({ failure: 'too_large' })
})

test('one of 8 MB arrives whole', async () => {
  const content = new Uint8Array(8 * 1_024 * 1_024).fill(7)
  const url = await serve((_, response) => response.end(content))
  const call = { method: 'GET', url, maxAnswerBytes: content.length } as const
  const { bytes } = await client.requestBytes({ ...call, limit: { ...limit, totalMs: 30_000, idleMs: 5_000 } })
  expect(Buffer.from(bytes).equals(content)).toBe(true)
})
