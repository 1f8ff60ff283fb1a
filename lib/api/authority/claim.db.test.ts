import { expect, test } from 'vitest'
import { frameOf } from '@/lib/authority/testing/sign-in-world'
import { claim } from '@/lib/wire/phone'
import { authorityServer, type PhoneBrowser } from '../testing/authority-server'

const server = await authorityServer()
const { url } = server

async function shown(details = {}) {
  const person = await server.register(server.newPhone())
  return { ...person, session: await server.startShown(await server.newClient(), person.holder, details) }
}

async function claimed() {
  const person = await shown()
  const phone = server.newBrowser()
  expect((await phone.scan(person.session)).status).toBe(200)
  const { matchNumber } = await server.rowOf(person.session)
  return { ...person, phone, matchNumber: matchNumber ?? '' }
}

test('AT-35 AT-19 what the phone is told has no number and no secret, at every step', async () => {
  const { session, authenticator } = await shown()
  const phone = server.newBrowser()
  const scanned = await phone.scan(session)
  const row = await server.rowOf(session)
  const current = await phone.call('GET', 'claims/current')
  const matched = await phone.call('POST', 'claims/current/number', { number: row.matchNumber })
  const approved = await phone.call('POST', 'claims/current/assertion', {
    response: authenticator.get(matched.json.options),
  })
  for (const { json } of [scanned, current]) {
    expect(claim.parse(json)).toMatchObject({ choices: [], number_matched: false, options: null, token_hours: 18 })
    expect(Object.values(json)).not.toContain(row.matchNumber)
  }
  expect(matched.json).toMatchObject({ number_matched: true, options: { userVerification: 'required' } })
  expect(Object.keys(approved.json).sort()).toEqual(['expires_at', 'expires_in', 'method'])
  const { answer } = session
  for (const { json } of [scanned, current, matched, approved]) {
    for (const secret of [answer.device_code, answer.qr_secret, row.holderId, row.id]) {
      expect(JSON.stringify(json)).not.toContain(secret)
    }
  }
})

test('Q5 the claim is a __Host- cookie that no script reads and that survives a reload', async () => {
  const { session } = await shown()
  const phone = server.newBrowser()
  const { headers } = await phone.scan(session)
  const [cookie] = headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-shomei-claim=[\w-]{43}; /)
  for (const attribute of ['Max-Age=600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) {
    expect(cookie).toContain(attribute)
  }
  expect(cookie).not.toMatch(/Domain/i)
  expect(await phone.call('GET', 'claims/current')).toMatchObject({ status: 200, json: { username: '見本 太郎' } })
})

const steps: readonly { path: string; body?: object }[] = [
  { path: 'claims/current/number', body: { number: '07' } },
  { path: 'claims/current/options' },
  { path: 'claims/current/assertion', body: { response: {} } },
  { path: 'claims/current/denial', body: { reason: 'not_me' } },
]

test.each(steps)(
  'AT-11 $path from another browser is as of an unknown claim, and from another site refused',
  async ({ path, body }) => {
    const { phone, session } = await claimed()
    const other = server.newBrowser()
    expect(await other.call('POST', path, body)).toMatchObject({ status: 404, json: { code: 'claim.invalid' } })
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]) {
      expect(await phone.call('POST', path, body, headers as Record<string, string>)).toMatchObject({ status: 403 })
    }
    expect(await server.rowOf(session)).toMatchObject({ state: 'claimed', numberMatchedAt: null })
  },
)

test.each(steps)(
  'AT-30 AT-13 AT-18 $path with a malformed, foreign or empty body changes nothing',
  async ({ path, body }) => {
    const { phone, session, holder } = await claimed()
    const bodies: unknown[] = [
      null,
      [],
      'x',
      1,
      { ...body, holder_id: holder.id },
      { ...body, role: 'administrator' },
      { number: 7 },
      { number: '7' },
      { reason: 'other' },
    ]
    for (const bad of path.endsWith('options') ? [] : bodies) {
      expect((await phone.call('POST', path, bad)).status).toBe(400)
    }
    const huge = await phone.call('POST', path, { response: { x: 'A'.repeat(70_000) } })
    expect([400, 413]).toContain(huge.status)
    expect(await server.rowOf(session)).toMatchObject({ state: 'claimed', numberMatchedAt: null })
  },
)

test('AT-24 100 GET and HEAD requests claim nothing and count nothing', async () => {
  const { session } = await shown()
  const frame = frameOf(session)
  const targets = [`${url}/sign-in#${frame}`, `${url}/api/authority/v1/claims?frame=${frame}`]
  for (let round = 0; round < 50; round += 1) {
    for (const target of targets) {
      await fetch(target, { method: round % 2 === 0 ? 'GET' : 'HEAD', headers: { purpose: 'prefetch' } })
    }
  }
  expect(await server.rowOf(session)).toMatchObject({ state: 'shown', badFrames: 0, secondScans: 0 })
  expect((await server.newBrowser().scan(session)).status).toBe(200)
})

test('AT-36 a denial has no members that end anything else: a body that asks for it is refused and changes nothing', async () => {
  const { phone, session } = await claimed()
  const asked = await phone.call('POST', 'claims/current/denial', { reason: 'not_me', end_all_tokens: true })
  expect(asked).toMatchObject({ status: 400, json: { code: 'request.malformed' } })
  expect(await server.rowOf(session)).toMatchObject({ state: 'claimed' })
})

test('Q9 AT-36 「心当たりがない」 answers 204 and takes the claim from the browser; a kept cookie can do nothing more', async () => {
  const { phone, session } = await claimed()
  const kept = server.newBrowser()
  for (const [name, value] of phone.cookies) kept.cookies.set(name, value)
  expect((await phone.call('POST', 'claims/current/denial', { reason: 'not_me' })).status).toBe(204)
  expect(await phone.call('GET', 'claims/current')).toMatchObject({ status: 404, json: { code: 'claim.invalid' } })
  for (const reason of ['not_me', 'cancelled']) {
    const again = await kept.call('POST', 'claims/current/denial', { reason })
    expect(again).toMatchObject({ status: 410, json: { code: 'claim.ended' } })
  }
  expect(await server.rowOf(session)).toMatchObject({ state: 'denied', endReason: 'not_me' })
})

test('AT-23 every refused frame gets the same answer over HTTP, in the caller’s language', async () => {
  const { session } = await shown()
  const phone = server.newBrowser()
  const answers = [
    frameOf({ ...session, terminal: 'T-0' }),
    frameOf(session, 9),
    'x',
    `A${frameOf(session).slice(1)}`,
  ].map((frame) => phone.call('POST', 'claims', { frame }, { 'accept-language': 'en' }))
  const bodies = (await Promise.all(answers)).map(({ status, json: { request_id, ...json } }) => ({ status, ...json }))
  expect(bodies[0]).toMatchObject({ status: 404, code: 'claim.invalid' })
  for (const body of bodies) expect(body).toEqual(bodies[0])
})

test('AT-17 the limit of an address cannot be escaped by headers the caller writes; it ends with its minute', async () => {
  const window = server.db.sql`to_timestamp(floor(extract(epoch FROM clock_timestamp()) / 60) * 60)`
  const phone: PhoneBrowser = server.newBrowser()
  await server.db.sql`
    INSERT INTO authority.rate_limit (key, window_start, count)
    SELECT 'address:127.0.0.1', ${window} + make_interval(mins => n), 600 FROM generate_series(0, 1) AS n
    ON CONFLICT (key, window_start) DO UPDATE SET count = 600`
  for (const forwarded of ['203.0.113.1', '2001:db8::1', '127.0.0.2, 10.0.0.1']) {
    const answer = await phone.call('POST', 'claims', { frame: 'x' }, { 'x-forwarded-for': forwarded })
    expect(answer).toMatchObject({ status: 429, json: { code: 'request.rate_limited' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  await server.db.sql`DELETE FROM authority.rate_limit WHERE key = 'address:127.0.0.1'`
  expect((await phone.call('POST', 'claims', { frame: 'x' })).status).toBe(404)
})
