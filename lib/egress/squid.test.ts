import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseEgressSettings } from '@/lib/config/egress-settings'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { createHttpClient } from './http-client'
import { runSquid } from './testing/run-squid'
import { createTlsAuthority, type TlsAuthority } from './testing/test-certificates'

const authorityName = 'authority.example.test'
const crlName = 'crl.example.test'

let tls: TlsAuthority
let servers: { plain: Server; secure: TlsServer; plainPort: number; securePort: number }
let squid: Awaited<ReturnType<typeof runSquid>>

beforeAll(async () => {
  tls = await createTlsAuthority()
  const identity = await tls.issue([authorityName])
  const plain = createServer((request, response) => response.end(`plain ${request.headers.host}${request.url}`))
  const options = { cert: identity.certificatePem, key: identity.privateKeyPem }
  const secure = createTlsServer(options, (request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => response.end(`secure ${request.method} ${body}`))
  })
  for (const each of [plain, secure]) await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
  const portOf = (server: Server) => (server.address() as AddressInfo).port
  servers = { plain, secure, plainPort: portOf(plain), securePort: portOf(secure) }
  squid = await runSquid({ names: [authorityName, crlName], tlsPort: servers.securePort })
}, 40_000)

afterAll(async () => {
  await squid?.stop()
  for (const each of [servers?.plain, servers?.secure]) {
    each?.closeAllConnections()
    each?.close()
  }
  tls?.dispose()
})

function client() {
  const settings = parseEgressSettings({
    HTTPS_PROXY: squid.url,
    HTTP_PROXY: squid.url,
    SHOMEI_TLS_ROOTS_FILE: tls.rootFile,
  })
  if ('problems' in settings) throw new Error(settings.problems.join())
  return createHttpClient(settings)
}

describe('behind Debian’s squid in the configuration of its package', () => {
  test('a CRL over http is fetched in absolute form, by a client that is new and by one in use', async () => {
    const http = client()
    const url = `http://${crlName}:${servers.plainPort}/a.crl?b=1`
    for (let call = 0; call < 3; call += 1) {
      const answer = await http.requestBytes({ method: 'GET', url, maxAnswerBytes: 1_000 })
      expect(answer.status).toBe(200)
      expect(new TextDecoder().decode(answer.bytes)).toBe(`plain ${new URL(url).host}/a.crl?b=1`)
    }
    await http.close()
    // It leaves queries out of its log.
    expect(squid.accesses().filter((line) => line.includes(`GET ${url.split('?')[0]}`))).toHaveLength(3)
    expect(squid.accesses().filter((line) => line.includes(`CONNECT ${crlName}`))).toHaveLength(0)
  })

  test('https goes through a tunnel, by a client that is new and by one in use', async () => {
    const http = client()
    const url = `https://${authorityName}:${servers.securePort}/oauth2/token`
    for (let call = 0; call < 3; call += 1)
      expect(await http.request({ method: 'POST', url, body: 'a=b' })).toMatchObject({
        status: 200,
        body: 'secure POST a=b',
      })
    await http.close()
  })

  test('a port that it does not allow is refused by the proxy, with its status', async () => {
    const http = client()
    const url = `https://${authorityName}:${servers.plainPort}/`
    await expect(http.request({ method: 'GET', url })).rejects.toMatchObject({
      failure: 'proxy_refused',
      facts: { status: 403, host: new URL(url).host, proxy: new URL(squid.url).host },
    })
    await http.close()
  })

  test('a target over http that squid cannot reach is told apart from an answer of the target', async () => {
    const http = client()
    const url = `http://${crlName}:${await findFreePort()}/a.crl`
    await expect(http.request({ method: 'GET', url })).rejects.toMatchObject({
      failure: 'proxy_refused',
      facts: { status: 503, reason: expect.stringContaining('ERR_CONNECT_FAIL') },
    })
    await http.close()
  })
})
