import { execFile } from 'node:child_process'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEdgeServer } from './edge-server'

const settings = {
  role: 'all',
  authorityUrl: 'https://authority.example.jp',
  facilityUrl: 'https://shomei.hospital.example.jp',
} as const
const limits = { headersMs: 300, requestMs: 600, silenceMs: 1_000, keepAliveMs: 8_000, checkMs: 50 }

/** More than the buffers of a connection take. */
const large = Buffer.alloc(32 * 1024 * 1024, 'x')

/** Answers with what it was asked, the body included. */
const server: Server = createEdgeServer({
  settings,
  limits,
  serve: (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      if (url === '/large') return response.end(large)
      response.end(JSON.stringify({ method, url, host: headers.host, body: Buffer.concat(chunks).toString() }))
    })
  },
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** All that comes back for these bytes until the other side ends the connection. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

const close = 'Connection: close\r\n'
const host = 'Host: authority.example.jp\r\n'
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))

test('an idle connection is kept as long as the answer says, and by default longer than nginx keeps it (60 s)', async () => {
  const ask = (from: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(from, '127.0.0.1', () => socket.write(`GET /x HTTP/1.1\r\n${host}\r\n`))
      socket.once('data', (chunk) => {
        resolve(/keep-alive: timeout=(\d+)/i.exec(chunk.toString())?.[1] ?? '')
        socket.destroy()
      })
      socket.on('error', reject)
    })
  expect(await ask(port)).toBe('8')
  const usual = createEdgeServer({ settings, serve: (_, response) => void response.end() })
  await new Promise<void>((resolve) => usual.listen(0, '127.0.0.1', resolve))
  try {
    expect(Number(await ask((usual.address() as AddressInfo).port))).toBeGreaterThan(60)
  } finally {
    usual.close()
  }
})

test('S7 a server that closes waits for no connection that never carried a request', async () => {
  const closing = createEdgeServer({ settings, serve: () => {} })
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
  const socket = connect((closing.address() as AddressInfo).port, '127.0.0.1')
  await new Promise((resolve) => closing.once('connection', resolve))
  await new Promise((resolve) => closing.close(resolve))
  socket.destroy()
})

test('S7 a server that closes ends a connection as soon as its answer is sent, however long idle ones are kept', async () => {
  let finish = () => {}
  const closing = createEdgeServer({
    settings,
    serve: (_, response) => {
      response.write('half')
      finish = () => void response.end('whole')
    },
  })
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
  const socket = connect((closing.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`GET /x HTTP/1.1\r\n${host}\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  const closed = new Promise((resolve) => closing.close(resolve))
  finish()
  await closed
  socket.destroy()
})

describe('a wish to change the protocol is ignored', () => {
  const wish =
    'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n'
  test.each([
    { name: 'GET', text: `GET /x HTTP/1.1\r\n${host}${wish}\r\n`, body: '' },
    {
      name: 'POST with a length',
      text: `POST /x HTTP/1.1\r\n${host}${wish}Content-Length: 5\r\n\r\nhello`,
      body: 'hello',
    },
    {
      name: 'POST in chunks',
      text: `POST /x HTTP/1.1\r\n${host}${wish}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
      body: 'hello',
    },
    {
      name: 'websocket',
      text: `GET /x HTTP/1.1\r\n${host}Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
      body: '',
    },
  ])('RFC 9110 §7.8 $name is answered', async ({ text, body }) => {
    const answer = await exchange(text)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(bodyOf(answer)).toMatchObject({ url: '/x', body })
  })

  test('the connection ends with that answer, so that nobody waits for one to a request sent right behind it', async () => {
    const wished = 'Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n'
    const answer = await exchange(`POST /1 HTTP/1.1\r\n${host}${wished}\r\nabGET /2 HTTP/1.1\r\n${host}${close}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toMatch(/^connection: close$/im)
  })

  test('allowed twin: without the wish a connection serves what was sent right behind', async () => {
    const answer = await exchange(
      `POST /1 HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\n${host}${close}\r\n`,
    )
    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
  })

  test('curl --http2 gets its answer', async () => {
    const url = `http://127.0.0.1:${port}/x`
    const curl = promisify(execFile)
    const { stdout } = await curl('curl', [
      '--silent',
      '--http2',
      '--data',
      'hello',
      '--header',
      'Host: authority.example.jp',
      url,
    ])
    expect(JSON.parse(stdout)).toMatchObject({ method: 'POST', body: 'hello' })
  })
})

describe('every answer has the security headers', () => {
  test.each([
    { name: 'served', status: 200, text: `GET / HTTP/1.1\r\n${host}${close}\r\n` },
    { name: 'OPTIONS *', status: 204, text: `OPTIONS * HTTP/1.1\r\n${host}${close}\r\n` },
    { name: 'TRACE', status: 405, text: `TRACE / HTTP/1.1\r\n${host}\r\n` },
    { name: 'CONNECT', status: 405, text: `CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n` },
    { name: 'an unknown method', status: 405, text: `PROPFIND / HTTP/1.1\r\n${host}\r\n` },
    { name: 'a method that is no token', status: 400, text: `G€T / HTTP/1.1\r\n${host}\r\n` },
    { name: 'no Host', status: 400, text: 'GET / HTTP/1.1\r\n\r\n' },
    { name: 'two Hosts', status: 400, text: `GET / HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n` },
    { name: 'a target that is no path', status: 400, text: `GET * HTTP/1.1\r\n${host}\r\n` },
    { name: 'no HTTP', status: 400, text: 'EHLO evil.example\r\n\r\n' },
    { name: 'a header of 20 kB', status: 431, text: `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n` },
    {
      name: 'two framings of a body',
      status: 400,
      text: `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    },
  ])('$name: $status', async ({ text, status }) => {
    const answer = await exchange(text)
    const [head = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(head).toMatch(/^strict-transport-security: max-age=63072000$/im)
    expect(head).toMatch(/^x-content-type-options: nosniff$/im)
    expect(head).toMatch(/^content-security-policy: default-src 'none'; frame-ancestors 'none'$/im)
    expect(head).toMatch(/^referrer-policy: no-referrer$/im)
    if (status === 405) expect(head).toMatch(/^allow: GET, HEAD, POST/im)
    if (status >= 400) expect(bodyOf(answer)).toMatchObject({ status, code: expect.stringMatching(/^request\./) })
  })

  test('RFC 6749 §5.2 a method that is not allowed at the token endpoint is refused in its form', async () => {
    const answer = await exchange(`TRACE /oauth2/token HTTP/1.1\r\n${host}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    expect(bodyOf(answer)).toEqual({ error: 'invalid_request', error_description: 'Method not allowed' })
  })

  test('an address of plain http says nothing of https', async () => {
    const plain = createEdgeServer({
      settings: { ...settings, facilityUrl: 'http://facility.localhost', role: 'facility' },
      serve: (_, response) => response.end(),
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { headers } = await fetch(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`)
    plain.close()
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

test('RFC 9112 §3.2.2 an absolute target is its path under its own host, whatever Host says', async () => {
  const answer = await exchange(`GET http://evil.example/my?x=1 HTTP/1.1\r\n${host}${close}\r\n`)
  expect(bodyOf(answer)).toMatchObject({ url: '/my?x=1', host: 'evil.example' })
})

test('RFC 9110 §10.1.1 an expectation that is not known is ignored', async () => {
  expect(await exchange(`GET /x HTTP/1.1\r\n${host}Expect: x\r\n${close}\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
})

describe('AT-52 who sends slowly is cut off', () => {
  test.each([
    { name: 'half a header', text: `GET / HTTP/1.1\r\nHost: a`, most: limits.headersMs },
    { name: 'half a body', text: `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`, most: limits.requestMs },
    {
      name: 'half a chunk',
      text: `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
      most: limits.requestMs,
    },
  ])('$name: 408 and the end of the connection', async ({ text, most }) => {
    const startedAt = performance.now()
    const answer = await exchange(text)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(bodyOf(answer)).toMatchObject({ code: 'request.timeout' })
    expect(performance.now() - startedAt).toBeLessThan(most + 1_500)
  })

  test('a byte now and then does not prolong it', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nX: '))
    const drip = setInterval(() => socket.write('x'), 20)
    const startedAt = performance.now()
    await new Promise((resolve) =>
      socket
        .once('close', resolve)
        .on('error', () => undefined)
        .resume(),
    )
    clearInterval(drip)
    expect(performance.now() - startedAt).toBeLessThan(limits.headersMs + 1_500)
  })
})

/** Asks for the large answer; `onPiece` after each piece of it. The bytes that came until the end of the connection. */
function readLarge(onPiece: (socket: Socket) => void): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET /large HTTP/1.1\r\n${host}${close}\r\n`))
    let length = 0
    socket.on('data', (piece) => {
      length += piece.length
      onPiece(socket)
    })
    socket.on('error', () => undefined).on('close', () => resolve(length))
  })
}

test('AT-52 an answer that its caller does not read is given up', async () => {
  const ended = new Promise<void>((resolve) => {
    server.once('request', ({ socket }) => socket.once('close', () => resolve()))
  })
  let stalled: Socket | undefined
  const length = readLarge((socket) => {
    if (stalled === undefined) socket.pause()
    stalled = socket
  })
  await ended
  stalled?.resume()
  expect(await length).toBeLessThan(large.length)
})

test('one that is read slowly is not', async () => {
  const startedAt = performance.now()
  let pieces = 0
  const length = await readLarge((socket) => {
    pieces += 1
    if (pieces % 32 !== 0) return
    socket.pause()
    setTimeout(() => socket.resume(), 100)
  })
  expect(length).toBeGreaterThan(large.length)
  expect(performance.now() - startedAt).toBeGreaterThan(limits.silenceMs)
})
