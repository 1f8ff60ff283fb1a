import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSettings } from '@/lib/config/settings'
import { testDatabase } from '@/lib/db/testing/test-database'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { mintKit } from '../support/api-world/mint-kit'
import type { Call } from '../support/api-world/portal-world'
import { type Principal, presentCredential } from '../support/api-world/present-credential'
import { revive } from '../support/api-world/revive'
import { seedPeople } from '../support/api-world/seed-people'
import { bundleApi, callOverHttp, startApi } from '../support/faults-world/api-process'
import { createContexts } from '../support/servers/contexts'
import type { ServerProcess } from '../support/servers/server-process'
import type { Owner } from './endpoint-row'
import { type Answer, judgeAnswer } from './judge-answer'
import { listOperations, type Operation } from './operations'
import { ownShot, type Reachable, send } from './send'

const { database: db, url: databaseUrl, sideUrls } = testDatabase()
const world = {} as Reachable
const owner = {} as Owner
const running: { api?: ServerProcess; bundle?: string; operations: Operation[] } = { operations: [] }
const masterKey = randomBytes(32).toString('base64')
const logFile = join(mkdtempSync(join(tmpdir(), 'shomei-log-')), 'api.log')

beforeAll(async () => {
  const port = await findFreePort()
  const urls = { authorityUrl: `http://authority.localhost:${port}`, facilityUrl: `http://facility.localhost:${port}` }
  const contexts = createContexts({ databaseUrl, masterKey, ...urls })
  running.bundle = await bundleApi()
  running.api = await startApi(
    running.bundle,
    { role: 'all', port, databaseUrl, sideUrls, masterKey, ...urls },
    logFile,
  )
  const settings = parseSettings({
    DATABASE_URL: databaseUrl,
    SHOMEI_KEY: masterKey,
    SHOMEI_TRUST: 'test',
    AUTHORITY_URL: urls.authorityUrl,
    FACILITY_URL: urls.facilityUrl,
  })
  const call = (each: Call) => {
    const isAuthority = /^\/(?:oauth2|csc|crl|ca|\.well-known|api\/authority)\//.test(each.path)
    return callOverHttp(isAuthority ? urls.authorityUrl : urls.facilityUrl, { ...each, headers: chatty(each.headers) })
  }
  Object.assign(world, { call, settings, contexts, people: await seedPeople(contexts) })
  Object.assign(owner, { place: world.people.own, kit: await mintKit(contexts, world.people.own) })
  running.operations = (await listOperations(world)).filter(({ path }) => !path.endsWith('/events'))
}, 120_000)

afterAll(async () => {
  await running.api?.stop()
  await world.contexts?.facility.db.close()
  for (const path of [running.bundle ?? logFile, dirname(logFile)]) rmSync(path, { recursive: true, force: true })
})

/** Every header that a log likes to write down names a secret. */
function chatty(headers: Call['headers'] = {}): Record<string, string> {
  const code = owner.kit?.card.code ?? 'none'
  return { referer: `https://authority.example.jp/register#${code}`, 'user-agent': `Phone ${code}`, ...headers }
}

/** Values that must never be logged or sent. */
function secrets(): string[] {
  const { kit, place } = owner
  return [
    masterKey,
    kit.card.code,
    kit.card.password,
    kit.card.password.replaceAll('-', ''),
    kit.registration.ticket,
    kit.registration.code,
    kit.claim.claimSecret,
    kit.claim.frame,
    kit.claim.answer.qr_secret,
    kit.claim.answer.qr_token,
    kit.claim.answer.device_code,
    kit.holderSession,
    kit.launchTicket,
    kit.frame.bearer,
    kit.signedInFrame,
    kit.emrBearer,
    kit.accessToken,
    ...Object.values(kit.sads),
    kit.consoleCookie.replace(/^[^=]+=/, ''),
    place.hospital.emrClient.clientSecret,
    place.administrator.password,
    place.doctor.password,
  ]
}

const principals: readonly Principal[] = [
  'emr',
  'frame',
  'console',
  'registration',
  'claim',
  'holder',
  'client',
  'accessToken',
]

/** Each operation as its owner asks, under every other credential, and with secrets in bodies that cannot be read. */
async function askEverything(judge: (operation: Operation, answer: Answer) => void): Promise<void> {
  for (const operation of running.operations) {
    await revive(db)
    const own = await ownShot(world, operation, owner)
    judge(operation, await send(world, operation, own))
    for (const principal of principals.filter((each) => each !== operation.principal)) {
      const presented = await presentCredential(world, owner.kit, principal, operation.path)
      judge(operation, await send(world, operation, { ...own, presented }))
    }
    if (operation.body === null) continue
    judge(operation, await send(world, operation, { ...own, body: `{"code":"${owner.kit.card.code}"` }))
    judge(operation, await send(world, operation, { ...own, body: { [owner.kit.card.code]: owner.kit.card.password } }))
  }
}

function expectNoSecretIn(text: string): void {
  const found = secrets().filter((secret) => text.includes(secret))
  const lines = text.split('\n').filter((line) => found.some((secret) => line.includes(secret)))
  expect(lines.slice(0, 3)).toEqual([])
}

test('AT-16 whatever is asked, rightly or wrongly, neither an answer nor the log of the process names a secret', async () => {
  await askEverything((operation, answer) => judgeAnswer(operation, answer, secrets()))
  const log = readFileSync(logFile, 'utf8')
  expect(log.split('\n').filter((line) => line.includes('request failed')).length).toBeGreaterThan(100)
  expectNoSecretIn(log)
}, 120_000)

test('AT-16, AT-25 nor when statements fail: a fault of ours says nothing, tells no value and counts no try', async () => {
  const tables = ['authority.audit_event', 'authority.challenge', 'authority.access_token', 'facility.vault_token']
  for (const table of tables) {
    const [schema = '', name = ''] = table.split('.')
    await db.sql.unsafe(`ALTER TABLE ${table} RENAME TO ${name}_gone`)
    try {
      await askBroken(schema)
      if (name === 'audit_event') await guessWrongly()
    } finally {
      await db.sql.unsafe(`ALTER TABLE ${schema}.${name}_gone RENAME TO ${name}`)
    }
  }
  const log = readFileSync(logFile, 'utf8')
  expect(log).toContain('"code":"service.internal"')
  expectNoSecretIn(log)
  expect(await db.prisma.notificationCard.count({ where: { triesUsed: { gt: 0 } } })).toBe(0)
}, 120_000)

async function askBroken(schema: string): Promise<void> {
  const own = running.operations.filter(
    ({ path }) => (schema === 'facility') === /^\/api\/(?:facility|emr)\//.test(path),
  )
  for (const operation of own) {
    const answer = await send(world, operation, await ownShot(world, operation, owner))
    for (const secret of secrets()) expect(answer.text.includes(secret)).toBe(false)
    expect(answer.text).not.toMatch(/_gone|relation|prisma|SELECT|INSERT|at .*\.m?js/)
    if (answer.status >= 500)
      expect(['service.internal', 'service.unavailable', 'server_error', 'authority.unavailable']).toContain(
        answer.code,
      )
  }
}

/** A wrong password while misses cannot be audited: the fault is ours, so it is no try. */
async function guessWrongly(): Promise<void> {
  const body = JSON.stringify({ code: owner.kit.card.code, password: 'AAAA-AAAA-AA' })
  const headers = { origin: world.settings.authorityUrl, 'content-type': 'application/json' }
  const guess = await world.call({ method: 'POST', path: '/api/authority/v1/registrations', headers, body })
  expect(guess.status).toBe(500)
}

test('L4 the audit trail holds ids and codes, never a secret', async () => {
  for (const schema of ['authority', 'facility']) {
    const rows = await db.sql<{ record: string }[]>`SELECT record FROM ${db.sql(schema)}.audit_event`
    expect(rows.length).toBeGreaterThan(10)
    expectNoSecretIn(rows.map(({ record }) => record).join('\n'))
  }
})
