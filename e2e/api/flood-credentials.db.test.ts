import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { Asked } from '@/lib/http/testing/ask-once'
import { clientAssertionType } from '@/lib/http/wire/oauth'
import { flood } from '../flood/flood'
import { mintEmrBearer } from './world/mint-credentials'
import { mintKit } from './world/mint-kit'
import { portalWorld } from './world/portal-world'

const world = await portalWorld()
const document = Buffer.from(samplePrescriptionCsv()).toString('base64')
const connections = 8
let bearer = ''

beforeAll(async () => {
  await mintKit(world.contexts, world.people.own)
  bearer = await mintEmrBearer(world.contexts, world.people.own)
}, 120_000)

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = Math.floor(Date.now() / 1000)

function forgedAssertion(clientId: string): string {
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: world.settings.authorityUrl,
    jti: randomUUID(),
    iat: seconds,
    exp: seconds + 60,
  }
  return `${part({ alg: 'ES256', kid: 'k', typ: 'JWT' })}.${part(claims)}.${Buffer.alloc(64, 1).toString('base64url')}`
}

function request(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Asked & { name: string } {
  const { host, port } = new URL(url)
  return { name: `${method} ${path}`, port: Number(port), host, method, path, headers, body }
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** One request with a made-up credential for each way in which somebody can be asked who they are. */
function strangers(): (Asked & { name: string })[] {
  const { authorityUrl, facilityUrl } = world.settings
  const made = 'x'.repeat(43)
  const assertion = { client_assertion_type: clientAssertionType, client_assertion: forgedAssertion('nobody') }
  const byForm = (url: string, path: string, fields: Record<string, string>) =>
    request(url, 'POST', path, form, new URLSearchParams(fields).toString())
  return [
    byForm(authorityUrl, '/oauth2/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'x',
      ...assertion,
    }),
    byForm(authorityUrl, '/oauth2/introspect', { token: 'x', ...assertion }),
    request(facilityUrl, 'GET', '/api/emr/v1/sign-in-status', { authorization: `Bearer ${made}` }),
    request(
      authorityUrl,
      'POST',
      '/csc/v2/credentials/list',
      { authorization: `Bearer ${made}`, 'content-type': 'application/json' },
      '{}',
    ),
    request(authorityUrl, 'GET', '/api/authority/v1/my', { cookie: `shomei-holder=${made}` }),
  ]
}

async function sign(): Promise<void> {
  const { doctor, terminal } = world.people.own
  const answer = await world.call({
    method: 'POST',
    path: '/api/emr/v1/prescriptions/sign',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ staff_id: doctor.staffCode, terminal_id: terminal.terminalCode, document }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

/** 30 in a second, and at once what was saved up before, and those under way. */
const mostAnswers = (elapsedMs: number) => 30 * (elapsedMs / 1_000) + 20 + 2 * connections

test('AT-51 AT-47 credentials that are refused come no faster than other anonymous work, and a signing goes on', async () => {
  await sign()
  for (const each of strangers()) {
    const startedAt = performance.now()
    const signing = (async () => {
      while (performance.now() - startedAt < 1_500) await sign()
    })()
    const counts = await flood(each, connections, signing)
    await signing
    const answers = (counts.get(401) ?? 0) + (counts.get(429) ?? 0)
    expect(answers, each.name).toBeGreaterThan(0)
    expect(answers, each.name).toBeLessThan(mostAnswers(performance.now() - startedAt))
  }
}, 120_000)
