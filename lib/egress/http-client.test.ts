import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttpClient } from './http-client'
import { isLoopbackName } from './resolve-loopback'

const servers: Server[] = []
const client = createHttpClient()

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server on loopback; answers its address under a name of `*.localhost`. */
async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://authority.localhost:${(server.address() as AddressInfo).port}`, server }
}

describe('outbound HTTP', () => {
  test('RFC 6761: names below localhost lead to loopback, and the Host is theirs', async () => {
    const { url } = await serve((request, response) => response.end(request.headers.host))
    expect((await client.request({ method: 'GET', url })).body).toBe(new URL(url).host)
  })

  test.each([
    ['localhost', true],
    ['authority.localhost', true],
    ['AUTHORITY.LOCALHOST.', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['localhost.example.jp', false],
    ['notlocalhost', false],
    ['128.0.0.1', false],
    ['authority.example.jp', false],
  ])('%s is loopback: %s', (name, expected) => expect(isLoopbackName(name)).toBe(expected))

  test('no redirect is followed', async () => {
    let hits = 0
    const { url } = await serve((_, response) => {
      hits += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await client.request({ method: 'GET', url })).status).toBe(302)
    expect(hits).toBe(1)
  })

  test('method, headers and body arrive; status and headers come back', async () => {
    const { url } = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => response.writeHead(401, { 'Retry-After': '7' }).end(`${request.method} ${body}`))
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await client.request({ method: 'POST', url, headers, body: 'a=b' })
    expect(answer).toMatchObject({ status: 401, body: 'POST a=b', headers: { 'retry-after': '7' } })
  })

  test('an answer beyond the cap is not read; one below it is', async () => {
    const { url } = await serve((request, response) => {
      response.end('a'.repeat(request.url === '/big' ? 300 * 1024 : 200 * 1024))
    })
    await expect(client.request({ method: 'GET', url: `${url}/big` })).rejects.toMatchObject({ failure: 'too_large' })
    expect((await client.request({ method: 'GET', url: `${url}/small` })).body).toHaveLength(200 * 1024)
  })

  test('octets arrive and come back as they are, up to the cap of the call', async () => {
    const { url } = await serve((request, response) => request.pipe(response))
    const body = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    const call = { method: 'POST', url, body } as const
    expect((await client.requestBytes({ ...call, maxAnswerBytes: 300 })).bytes).toEqual(body)
    await expect(client.requestBytes({ ...call, maxAnswerBytes: 299 })).rejects.toMatchObject({ failure: 'too_large' })
  })

  test('nobody there is unreachable', async () => {
    const { url, server } = await serve((_, response) => response.end())
    await new Promise((resolve) => server.close(resolve))
    await expect(client.request({ method: 'GET', url })).rejects.toMatchObject({ failure: 'unreachable' })
  })

  test('an answer that does not come in time ends the wait', async () => {
    const { url } = await serve(() => {})
    const impatient = createHttpClient({}, { answerMs: 50 })
    await expect(impatient.request({ method: 'GET', url })).rejects.toMatchObject({ failure: 'timeout' })
    await impatient.close()
  })

  test('connections are reused', async () => {
    const sockets = new Set<unknown>()
    const { url } = await serve((request, response) => {
      sockets.add(request.socket)
      response.end('ok')
    })
    for (let count = 0; count < 20; count += 1) await client.request({ method: 'GET', url })
    expect(sockets.size).toBeLessThanOrEqual(2)
  })
})

describe('outbound streams', () => {
  test('come as they are written, and end with the signal', async () => {
    let closed = () => {}
    const gone = new Promise<void>((resolve) => (closed = resolve))
    const { url } = await serve((_, response) => {
      response.on('close', closed)
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    })
    const ending = new AbortController()
    const stream = await client.stream({ method: 'GET', url }, ending.signal)
    const chunks = stream.chunks[Symbol.asyncIterator]()
    expect(new TextDecoder().decode((await chunks.next()).value)).toBe('data: 1\n\n')
    ending.abort()
    await expect(chunks.next()).rejects.toMatchObject({ failure: 'aborted' })
    await gone
  })

  test('one that says nothing ends after its silence', async () => {
    const { url } = await serve((_, response) => response.writeHead(200).write('x'))
    const impatient = createHttpClient({}, { silenceMs: 50 })
    const stream = await impatient.stream({ method: 'GET', url }, new AbortController().signal)
    const read = async () => {
      for await (const _ of stream.chunks);
    }
    await expect(read()).rejects.toMatchObject({ failure: 'timeout' })
    await impatient.close()
  })
})
