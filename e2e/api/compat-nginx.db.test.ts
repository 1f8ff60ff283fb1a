import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Nginx, startNginx } from '@/e2e/support/servers/nginx'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { facilitySettings, type Place, testOrigin } from '@/lib/facility/testing/facility-world'

const adapter = 'adapter.hospital.example.jp'
const page = 'https://karte.hospital.example.jp'
const api = facilityApi()
const csvData = Buffer.from(samplePrescriptionCsv()).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'shomei-compat-'))
const file = (name: string) => join(folder, name)
let upstream: Server
let place: Place

beforeAll(async () => {
  makeCertificates()
  upstream = createServer(getRequestListener(api.api.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  place = await api.newPlace()
  const { hospital, screen, doctor } = place
  const access = {
    clientId: hospital.clientId,
    terminalCode: screen.terminalCode,
    authentication: 'none',
    origins: [page],
    repeatSeconds: 300,
  } as const
  const names = [{ staffCode: doctor.staffCode, secondarycertId: 'doctor' }]
  const input = { facilityId: hospital.facilityId, access, names, actor: 'system' }
  await changeCompatAccess(api.context, input, testOrigin)
})

afterAll(() => {
  upstream.close()
  upstream.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

/** A hospital's own authority for client certificates, one terminal, and the server's certificate; by openssl. */
function makeCertificates(): void {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const ca = ['-addext', 'basicConstraints=critical,CA:TRUE']
  for (const name of ['ca', 'stranger-ca']) {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=TEST ${name}`,
      ...ca,
    )
  }
  for (const [name, issuer] of [
    ['terminal', 'ca'],
    ['stranger', 'stranger-ca'],
    [adapter, 'ca'],
  ] as const) {
    openssl('req', '-new', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${issuer}.pem`,
      '-CAkey',
      `${issuer}.key`,
      '-out',
      `${name}.pem`,
    )
  }
}

/** The configuration that docs/operations.md shows. */
function startAdapter(verification: 'on' | 'optional'): Promise<Nginx> {
  const { port } = upstream.address() as AddressInfo
  const gate =
    verification === 'on'
      ? ''
      : `set $caller "$request_method:$ssl_client_verify";
         if ($caller !~ "^OPTIONS:|:SUCCESS$") { return 403; }`
  return startNginx({
    listen: 'ssl',
    server: `ssl_certificate ${file(`${adapter}.pem`)};
      ssl_certificate_key ${file(`${adapter}.key`)};
      ssl_client_certificate ${file('ca.pem')};
      ssl_verify_client ${verification};
      location / {
        ${gate}
        proxy_pass http://127.0.0.1:${port}/compat/${encodeURIComponent(place.hospital.code)}/;
        proxy_set_header Host ${new URL(facilitySettings.facilityUrl).host};
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      }`,
  })
}

type Answer = { status: number; headers: Record<string, unknown>; text: string }
type Call = { method?: string; path: string; certificate?: 'terminal' | 'stranger'; origin?: string; json?: object }

function callThrough({ port }: Nginx, { method = 'GET', path, certificate, origin, json }: Call): Promise<Answer> {
  const client =
    certificate === undefined
      ? {}
      : { cert: readFileSync(file(`${certificate}.pem`)), key: readFileSync(file(`${certificate}.key`)) }
  const body = json === undefined ? '' : JSON.stringify(json)
  const headers = {
    ...(origin === undefined ? {} : { origin }),
    ...(json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}),
  }
  // The certificate is for a name that no resolver knows, so the address is used and the name is checked by hand.
  const options = {
    host: '127.0.0.1',
    port,
    path,
    method,
    headers,
    ...client,
    ca: readFileSync(file('ca.pem')),
    agent: false,
  }
  const named = { ...options, servername: adapter, checkServerIdentity: () => undefined }
  return new Promise((resolve, reject) => {
    const call = request(named, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      )
    })
    call.on('error', reject)
    call.end(body)
  })
}

describe.each(['on', 'optional'] as const)(
  'an adapter’s client through nginx with ssl_verify_client %s',
  (verification) => {
    let nginx: Nginx
    beforeAll(async () => {
      nginx = await startAdapter(verification)
    })
    afterAll(() => nginx.stop())
    const token = (call: Partial<Call> = {}) =>
      callThrough(nginx, { path: '/token?secondarycert-id=doctor', certificate: 'terminal', ...call })

    test.each(['fresh', 'used'])('with its certificate it goes the whole way, in a %s process', async () => {
      const { facilityId } = place.hospital
      const { staffKey } = place.doctor
      await signOut(api.context, { facilityId, staff: { staffKey }, actor: 'system' }, testOrigin)
      await api.db.sql`DELETE FROM facility.compat_repeat`
      const out = await token({ origin: page })
      expect([out.status, out.headers['access-control-allow-origin'], JSON.parse(out.text)['code']]).toEqual([
        ...[401, page, 'compat.not_authenticated'],
      ])
      const login = await callThrough(nginx, { path: '/auth/login?secondarycert-id=doctor', certificate: 'terminal' })
      expect(login.status).toBe(200)
      const ownPage = `${facilitySettings.facilityUrl}/compat/${encodeURIComponent(place.hospital.code)}/auth/login`
      expect(login.text).toContain(JSON.stringify(new URL(ownPage).pathname))
      expect(login.text).toContain(`src="${facilitySettings.facilityUrl}/embed.js"`)

      await api.signIn(place)
      const { source } = JSON.parse((await token()).text)
      const before = api.authority.signing.made()
      const signed = await Promise.all(
        [1, 2, 3].map(() =>
          callThrough(nginx, {
            method: 'POST',
            path: '/signature/prescription/sign',
            certificate: 'terminal',
            origin: page,
            json: { token: source, csvData },
          }),
        ),
      )
      expect(signed.map(({ status }) => status)).toEqual([200, 200, 200])
      expect(new Set(signed.map(({ text }) => text)).size).toBe(1)
      expect(api.authority.signing.made()).toBe(before + 1)
    })

    test.each([
      ['without a certificate', undefined],
      ['with a stranger’s certificate', 'stranger'],
    ] as const)('%s nothing reaches the portal', async (_, certificate) => {
      const answer = await callThrough(nginx, {
        path: '/token?secondarycert-id=doctor',
        ...(certificate ? { certificate } : {}),
      })
      expect([400, 403]).toContain(answer.status)
      expect(answer.headers['x-request-id']).toBeUndefined()
    })

    test(`a browser’s preflight, which carries no certificate, ${verification === 'on' ? 'is refused by nginx' : 'passes'}`, async () => {
      const answer = await callThrough(nginx, { method: 'OPTIONS', path: '/signature/prescription/sign', origin: page })
      const allowed = answer.headers['access-control-allow-origin']
      expect([answer.status, allowed]).toEqual(verification === 'on' ? [400, undefined] : [204, page])
    })
  },
)
