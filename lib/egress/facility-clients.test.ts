import { createServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ClientTlsMaterial } from '@/lib/config/client-tls-settings'
import type { EgressSettings } from '@/lib/config/egress-settings'
import { createFacilityClients } from './facility-clients'
import { createTlsAuthority, type ServerIdentity, type TlsAuthority } from './testing/test-certificates'

const host = 'authority.localhost'
let tls: TlsAuthority
let other: TlsAuthority
let server: ServerIdentity
const closing: (() => Promise<unknown>)[] = []
const direct: EgressSettings = { httpsProxy: null, httpProxy: null, noProxy: [], tlsRootsPem: [] }

beforeAll(async () => {
  ;[tls, other] = await Promise.all([createTlsAuthority('TEST Public CA'), createTlsAuthority('TEST Other CA')])
  server = await tls.issue([host, 'proxy.localhost', 'authority.example.test'])
}, 20_000)
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(() => {
  tls?.dispose()
  other?.dispose()
})

/** A TLS server that asks for a client certificate, and what each of its connections showed; `null`: none. */
async function serve({ isRequired = true } = {}) {
  const seen: { connection: number; asked: string; shown: string | null }[] = []
  const connections: unknown[] = []
  const options = {
    cert: server.certificatePem,
    key: server.privateKeyPem,
    ca: tls.rootPem,
    requestCert: true,
    rejectUnauthorized: isRequired,
  }
  const authority = createServer(options, ({ socket, url: asked = '' }, response) => {
    if (!connections.includes(socket)) connections.push(socket)
    const shown = (socket as TLSSocket).getPeerCertificate().subject?.CN ?? null
    seen.push({ connection: connections.indexOf(socket), asked, shown: shown === null ? null : `${shown}` })
    response.end('ok')
  }).on('tlsClientError', () => {})
  await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    authority.closeAllConnections()
    await new Promise((resolve) => authority.close(resolve))
  })
  return { url: `https://${host}:${(authority.address() as AddressInfo).port}/`, seen }
}

async function materialOf(name: string, rootsPem = [tls.rootPem]): Promise<ClientTlsMaterial> {
  return { ...(await tls.issue([name])), rootsPem }
}

function clientsOf(materials: Record<string, ClientTlsMaterial>, egress = direct) {
  const clients = createFacilityClients(egress, new Map(Object.entries(materials)))
  closing.push(clients.close)
  return clients
}

test('RFC 8705 two facilities show their own certificates and never share a connection, in whatever order they call', async () => {
  const { url, seen } = await serve()
  const clients = clientsOf({ a: await materialOf('hospital-a'), b: await materialOf('hospital-b') })
  const order = ['a', 'b', 'a', 'b', 'b', 'a']
  for (const facility of order) await clients.of(facility).request({ method: 'GET', url })
  expect(seen.map(({ shown }) => shown)).toEqual(order.map((facility) => `hospital-${facility}`))
  // Connections are used again, each for its own facility only.
  expect(new Set(seen.map(({ connection }) => connection)).size).toBeLessThan(6)
})

test('at once as well: of 20 calls of each facility none travels on the other one’s connection', async () => {
  const { url, seen } = await serve()
  const clients = clientsOf({ a: await materialOf('hospital-a'), b: await materialOf('hospital-b') })
  const facilities = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 'a' : 'b'))
  await Promise.all(
    facilities.map((facility) => clients.of(facility).request({ method: 'GET', url: `${url}${facility}` })),
  )
  expect(seen).toHaveLength(40)
  for (const { asked, shown } of seen) expect(`/${shown}`).toBe(asked.replace('/', '/hospital-'))
})

test('a facility without material, and a call of no facility, show no certificate even where one is asked for', async () => {
  const { url, seen } = await serve({ isRequired: false })
  const clients = clientsOf({ a: await materialOf('hospital-a') }, { ...direct, tlsRootsPem: [tls.rootPem] })
  for (const facility of ['b', null]) await clients.of(facility).request({ method: 'GET', url })
  expect(seen.map(({ shown }) => shown)).toEqual([null, null])
  await clients.of('a').request({ method: 'GET', url })
  expect(seen.at(-1)?.shown).toBe('hospital-a')
})

test('a proxy by https that asks for a certificate sees none; the authority behind it does', async () => {
  const { url, seen } = await serve()
  const shownToProxy: unknown[] = []
  const options = {
    cert: server.certificatePem,
    key: server.privateKeyPem,
    requestCert: true,
    rejectUnauthorized: false,
  }
  const proxy = createServer(options).on('connect', ({ socket: asking, url: target = '' }, socket) => {
    shownToProxy.push((asking as TLSSocket).getPeerCertificate().subject?.CN ?? null)
    const to = connect(Number(target.split(':').at(-1)), '127.0.0.1')
    for (const each of [socket, to]) each.on('error', () => [socket, to].map((end) => end.destroy()))
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    socket.pipe(to).pipe(socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => proxy.close(resolve)))
  const httpsProxy = { url: `https://proxy.localhost:${(proxy.address() as AddressInfo).port}`, authorization: null }
  const egress = { ...direct, httpsProxy, tlsRootsPem: [tls.rootPem] }
  const clients = clientsOf({ a: await materialOf('hospital-a') }, egress)
  const behind = url.replace(host, 'authority.example.test')
  await expect(clients.of('a').request({ method: 'GET', url: behind })).resolves.toMatchObject({ status: 200 })
  expect(shownToProxy).toEqual([null])
  expect(seen.map(({ shown }) => shown)).toEqual(['hospital-a'])
})

test('roots of one facility are not trusted for another', async () => {
  const { url } = await serve({ isRequired: false })
  const clients = clientsOf({
    a: await materialOf('hospital-a'),
    b: await materialOf('hospital-b', [other.rootPem]),
  })
  await expect(clients.of('a').request({ method: 'GET', url })).resolves.toMatchObject({ status: 200 })
  await expect(clients.of('b').request({ method: 'GET', url })).rejects.toMatchObject({ failure: 'tls_root_unknown' })
})
