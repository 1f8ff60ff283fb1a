import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseEgressSettings } from '@/lib/config/egress-settings'
import { createHttpClient, type OutboundLimits } from './http-client'
import { createTlsAuthority, type ServerIdentity, type TlsAuthority } from './testing/test-certificates'
import { type ProxyBehaviour, startSilentServer, startTestProxy } from './testing/test-proxy'

const name = 'authority.example.test'
const plainUrl = `http://${name}/a.crl`
const secureUrl = `https://${name}/oauth2/token`

let tls: TlsAuthority
let inspector: TlsAuthority
let shown: ServerIdentity
const targets: Server[] = []
const ports = { plain: 0, secure: 0 }
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  ;[tls, inspector] = await Promise.all([createTlsAuthority('TEST Public CA'), createTlsAuthority()])
  const identity = await tls.issue([name])
  shown = await inspector.issue([name])
  const plain = createServer((_, response) => response.end('plain'))
  const secure = createTlsServer({ cert: identity.certificatePem, key: identity.privateKeyPem }, (_, response) =>
    response.end('secure'),
  )
  targets.push(plain, secure)
  for (const each of targets) await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
  ports.plain = (plain.address() as AddressInfo).port
  ports.secure = (secure.address() as AddressInfo).port
}, 30_000)

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

afterAll(() => {
  for (const each of targets) each.close()
  tls?.dispose()
  inspector?.dispose()
})

type Chosen = { user?: string; rootFile?: string; limits?: Partial<OutboundLimits>; scheme?: 'http' | 'https' }

function clientOf(port: number, { user, rootFile = tls.rootFile, limits = {}, scheme = 'http' }: Chosen = {}) {
  const proxy = `${scheme}://${user === undefined ? '' : `${user}@`}127.0.0.1:${port}`
  const settings = parseEgressSettings({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, SHOMEI_TLS_ROOTS_FILE: rootFile })
  if ('problems' in settings) throw new Error(settings.problems.join())
  const client = createHttpClient(settings, limits)
  closing.push(client.close)
  return client
}

async function proxy(behaviour: ProxyBehaviour = {}) {
  const started = await startTestProxy({
    portOf: (authority) => (authority.endsWith(':443') ? ports.secure : ports.plain),
    ...behaviour,
  })
  closing.push(started.close)
  return started
}

describe('a proxy with Basic credentials', () => {
  test('gets those of its address, percent-encoded ones too, for http and for https, again and again', async () => {
    const { port, asked } = await proxy({ credentials: 'shomei:p@ss:語' })
    const client = clientOf(port, { user: `shomei:${encodeURIComponent('p@ss:語')}` })
    for (let call = 0; call < 2; call += 1) {
      expect((await client.request({ method: 'GET', url: plainUrl })).body).toBe('plain')
      expect((await client.request({ method: 'GET', url: secureUrl })).body).toBe('secure')
    }
    expect(asked).toEqual([`GET ${plainUrl}`, `CONNECT ${name}:443`, `GET ${plainUrl}`])
  })

  test.each([
    ['without', undefined],
    ['with wrong', 'shomei:wrong'],
  ])('%s credentials the failure says so, and no secret is in it', async (_, user) => {
    const { port } = await proxy({ credentials: 'shomei:right' })
    const client = clientOf(port, user === undefined ? {} : { user })
    for (const url of [plainUrl, secureUrl]) {
      const failure = await client.request({ method: 'GET', url }).catch((error: unknown) => error)
      expect(failure).toMatchObject({ failure: 'proxy_credentials', facts: { host: name, proxy: `127.0.0.1:${port}` } })
      expect(String(failure)).not.toMatch(/wrong|right/)
    }
  })
})

describe('a proxy that refuses', () => {
  test.each([403, 503])('with %i to CONNECT: its status is named', async (status) => {
    const { port } = await proxy({ refusesWith: status })
    await expect(clientOf(port).request({ method: 'GET', url: secureUrl })).rejects.toMatchObject({
      failure: 'proxy_refused',
      facts: { status, host: name, proxy: `127.0.0.1:${port}` },
    })
  })

  test.each([
    ['squid’s header', { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, 'ERR_ACCESS_DENIED 0'],
    ['RFC 9209', { 'proxy-status': 'gate; error=http_request_denied' }, 'gate; error=http_request_denied'],
  ])('with 403 to http, and says by %s that it was the proxy', async (_, headers, reason) => {
    const { port } = await proxy({ refusesWith: 403, headers })
    await expect(clientOf(port).request({ method: 'GET', url: plainUrl })).rejects.toMatchObject({
      failure: 'proxy_refused',
      facts: { status: 403, reason },
    })
  })

  test('with 403 to http without a word of its own is the answer: it cannot be told from the target’s', async () => {
    const { port } = await proxy({ refusesWith: 403 })
    expect((await clientOf(port).request({ method: 'GET', url: plainUrl })).status).toBe(403)
  })

  test('a proxy that is not there is named as such', async () => {
    const { port, close } = await startSilentServer()
    await close()
    for (const url of [plainUrl, secureUrl])
      await expect(clientOf(port).request({ method: 'GET', url })).rejects.toMatchObject({
        failure: 'proxy_unreachable',
      })
  })
})

describe('a proxy that accepts and stays silent', () => {
  test('CONNECT has a limit of its own, for the first call and for the next', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    const client = clientOf(silent.port, { limits: { tunnelMs: 100 } })
    for (let call = 0; call < 2; call += 1)
      await expect(client.request({ method: 'GET', url: secureUrl })).rejects.toMatchObject({
        failure: 'timeout',
        facts: { phase: 'proxy', host: name, proxy: `127.0.0.1:${silent.port}` },
      })
    await vi.waitUntil(() => silent.sockets.size === 0)
  })

  test('a call ends by its own limit though CONNECT might last longer, and says what it waited for', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    const client = clientOf(silent.port, { limits: { tunnelMs: 60_000, answerMs: 100 } })
    await expect(client.request({ method: 'GET', url: secureUrl })).rejects.toMatchObject({
      failure: 'timeout',
      facts: { phase: 'proxy' },
    })
  })

  test('an answer to http has a limit', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    const client = clientOf(silent.port, { limits: { answerMs: 100 } })
    await expect(client.request({ method: 'GET', url: plainUrl })).rejects.toMatchObject({
      failure: 'timeout',
      facts: { phase: 'answer' },
    })
  })

  test('a stream’s start has a limit, and its signal ends the wait at once', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    const bounded = clientOf(silent.port, { limits: { answerMs: 100 } })
    const never = new AbortController().signal
    await expect(bounded.stream({ method: 'GET', url: secureUrl }, never)).rejects.toMatchObject({ failure: 'timeout' })
    const ending = new AbortController()
    const opening = clientOf(silent.port).stream({ method: 'GET', url: secureUrl }, ending.signal)
    ending.abort()
    await expect(opening).rejects.toMatchObject({ failure: 'aborted' })
  })

  test('TLS towards a proxy by https has a limit', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    const client = clientOf(silent.port, { scheme: 'https', limits: { connectMs: 100 } })
    await expect(client.request({ method: 'GET', url: secureUrl })).rejects.toMatchObject({
      failure: 'timeout',
      facts: { phase: 'tls' },
    })
  })
})

describe('a proxy that opens TLS', () => {
  test('its root is not known: the issuer that was seen is named', async () => {
    const { port } = await proxy({ inspectsWith: shown })
    await expect(clientOf(port).request({ method: 'GET', url: secureUrl })).rejects.toMatchObject({
      failure: 'tls_root_unknown',
      facts: { host: name, issuer: 'TEST Hospital Proxy CA, TEST Hospital' },
    })
  })

  test('its root is in the settings: calls go through, by a client that is new and by one in use', async () => {
    const plainTarget = ports.plain
    const { port } = await proxy({ inspectsWith: shown, portOf: () => plainTarget })
    const client = clientOf(port, { rootFile: inspector.rootFile })
    for (let call = 0; call < 3; call += 1)
      expect((await client.request({ method: 'GET', url: secureUrl })).body).toBe('plain')
  })
})
