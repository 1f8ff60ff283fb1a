import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ClientTls, createHttpClient } from './http-client'
import { createTlsAuthority, type ServerIdentity, type TlsAuthority } from './testing/test-certificates'
import { startSilentServer } from './testing/test-proxy'

const host = 'authority.localhost'
let tls: TlsAuthority
let sound: ServerIdentity
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  tls = await createTlsAuthority('TEST Public CA')
  sound = await tls.issue([host])
}, 20_000)
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(() => tls?.dispose())

/** A server with that certificate; answers the URL of `name`. */
async function serve(identity: ServerIdentity, options: ServerOptions = {}, name = host): Promise<string> {
  const all = { cert: identity.certificatePem, key: identity.privateKeyPem, ...options }
  const server = createServer(all, (_, response) => response.end('ok')).on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `https://${name}:${(server.address() as AddressInfo).port}/`
}

function ask(url: string, settings: ClientTls & { tlsRootsPem?: string[] } = { tlsRootsPem: [tls.rootPem] }) {
  const client = createHttpClient(settings, { connectMs: 1_500 })
  closing.push(client.close)
  return client.request({ method: 'GET', url })
}

describe('certificates of servers', () => {
  test('one under a root of the settings is taken, and its connection is used again', async () => {
    const url = await serve(sound)
    await expect(ask(url)).resolves.toMatchObject({ status: 200, body: 'ok' })
  })

  test('one under a root that nobody named is refused, and its issuer is named', async () => {
    const url = await serve(sound)
    await expect(ask(url, {})).rejects.toMatchObject({
      failure: 'tls_root_unknown',
      facts: { host: new URL(url).host, issuer: 'TEST Public CA, TEST Hospital' },
    })
  })

  test('an issuer’s name cannot break the line of a log or turn a text around', async () => {
    const evil = await createTlsAuthority('TEST\u202eCA')
    const url = await serve(await evil.issue([host]))
    await expect(ask(url)).rejects.toMatchObject({ facts: { issuer: 'TESTCA, TEST Hospital' } })
    evil.dispose()
  })

  test('one for another name is refused as such', async () => {
    const url = await serve(await tls.issue(['other.example.test']))
    await expect(ask(url)).rejects.toMatchObject({
      failure: 'tls_certificate',
      facts: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID', issuer: 'TEST Public CA, TEST Hospital' },
    })
  })

  test('one that has ended is refused as such', async () => {
    const url = await serve(await tls.issue([host], { days: -1 }))
    await expect(ask(url)).rejects.toMatchObject({ failure: 'tls_certificate', facts: { reason: 'CERT_HAS_EXPIRED' } })
  })

  test('an address instead of a name is compared with the addresses of the certificate', async () => {
    const url = await serve(await tls.issue(['127.0.0.1']), {}, '127.0.0.1')
    await expect(ask(url)).resolves.toMatchObject({ status: 200 })
    const foreign = await serve(sound, {}, '127.0.0.1')
    await expect(ask(foreign)).rejects.toMatchObject({ failure: 'tls_certificate' })
  })

  test('a server that speaks no TLS is told apart from a wrong certificate', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    await expect(ask(`https://${host}:${silent.port}/`)).rejects.toMatchObject({
      failure: 'timeout',
      facts: { phase: 'tls' },
    })
  })
})

describe('our certificate at a server that wants one', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: none is refused as such, a right one is taken', async (version) => {
    const url = await serve(sound, {
      requestCert: true,
      rejectUnauthorized: true,
      ca: tls.rootPem,
      minVersion: version,
      maxVersion: version,
    })
    const own = await tls.issue(['hospital-a'])
    const roots = { tlsRootsPem: [tls.rootPem] }
    await expect(ask(url, { ...roots, ...own })).resolves.toMatchObject({ status: 200 })
    // TLS 1.2 has one alert, handshake_failure, for this and for everything else that the two sides cannot agree on.
    const failure = version === 'TLSv1.3' ? 'tls_client_certificate' : 'tls_failed'
    await expect(ask(url, roots)).rejects.toMatchObject({ failure })
  })
})
