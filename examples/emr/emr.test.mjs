import { createServer } from 'node:http'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashPasswords } from './accounts.mjs'
import { createEmr } from './emr.mjs'
import { createBrowser } from './testing/browser.mjs'
import { emrSettings, emrOrigin as origin } from './testing/emr-settings.mjs'
import { startFakeFacility } from './testing/fake-facility.mjs'

const doctor = { facility_code: 'F1', staff_code: 'D001', password: 'correct horse' }
let accounts
let facility
let server
let time

beforeAll(async () => {
  accounts = await hashPasswords(emrSettings('').users)
})

beforeEach(async () => {
  time = Date.parse('2026-11-23T00:00:00Z')
  facility = await startFakeFacility(
    new Map([
      ['D001', 'sign_in_required'],
      ['D002', 'signed_in'],
    ]),
  )
  server = createServer(await createEmr(emrSettings(facility.url), { now: () => new Date(time), accounts }))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await facility.stop()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
})

async function openBrowser(credentials = doctor) {
  const browser = createBrowser(origin, server.address().port)
  if (credentials) expect((await browser.send('POST', '/api/session', { content: credentials })).status).toBe(200)
  return browser
}

describe('log-in', () => {
  test('opens a session with an HttpOnly cookie, and log-out ends it on the server', async () => {
    const browser = await openBrowser()
    expect((await browser.send('GET', '/api/session')).json).toMatchObject({
      staff_id: 'D001',
      facility_name: 'テスト病院',
    })
    const stolen = browser.cookies.get('emr_session')
    const answer = await browser.send('DELETE', '/api/session', { content: {} })
    expect(answer.headers['set-cookie'][0]).toContain('HttpOnly; SameSite=Lax')
    browser.cookies.set('emr_session', stolen)
    expect((await browser.send('GET', '/api/session')).status).toBe(401)
  })

  test.each([
    { name: 'a wrong password', change: { password: 'wrong' } },
    { name: 'an unknown staff code', change: { staff_code: 'D999' } },
    { name: 'the password of the other hospital', change: { facility_code: 'F2' } },
  ])('$name is refused with the same words', async ({ change }) => {
    const browser = await openBrowser(null)
    const { status, json } = await browser.send('POST', '/api/session', { content: { ...doctor, ...change } })
    expect([status, json]).toEqual([
      401,
      { code: 'session.refused', detail: '職員コードまたはパスワードが正しくありません。' },
    ])
  })

  test('five failures close the staff code for five minutes, then it opens again', async () => {
    const browser = await openBrowser(null)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await browser.send('POST', '/api/session', { content: { ...doctor, password: 'wrong' } })
    }
    expect((await browser.send('POST', '/api/session', { content: doctor })).status).toBe(401)
    time += 5 * 60_000
    expect((await browser.send('POST', '/api/session', { content: doctor })).status).toBe(200)
  })

  test('a session that nobody uses for eight hours ends', async () => {
    const browser = await openBrowser()
    time += 8 * 60 * 60_000
    expect((await browser.send('GET', '/api/session')).status).toBe(200)
    time += 8 * 60 * 60_000 + 1
    expect((await browser.send('GET', '/api/session')).status).toBe(401)
  })
})

describe('requests', () => {
  test.each([
    { name: 'another origin', path: '/api/sign-in', headers: { Origin: 'http://evil.localhost:9' }, status: 403 },
    { name: 'no origin', path: '/api/sign-in', headers: { Origin: '' }, status: 403 },
    { name: 'another host', path: '/api/sign-in', headers: { Host: 'evil.localhost:3001' }, status: 421 },
    {
      name: 'a form',
      path: '/api/sign-in',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      status: 415,
    },
    { name: 'text that is not JSON', path: '/api/sign-in', content: '{', status: 400 },
    { name: 'a list', path: '/api/sign-in', content: [], status: 400 },
    { name: 'too much', path: '/api/sign-in', content: { text: 'x'.repeat(70_000) }, status: 413 },
    { name: 'an unknown purpose', path: '/api/launches', content: { purpose: 'sign' }, status: 400 },
    { name: 'an unknown path', path: '/api/constructor', status: 404 },
    {
      name: 'another hospital’s terminal',
      method: 'PUT',
      path: '/api/terminal',
      content: { terminal_id: 'T-901' },
      status: 404,
    },
  ])(
    '$name is answered with $status and asks the facility nothing',
    async ({ method = 'POST', path, headers, content = {}, status }) => {
      const browser = await openBrowser()
      const answer = await browser.send(method, path, { content, headers })
      expect(answer.status).toBe(status)
      expect(answer.json.code).toBeTypeOf('string')
      expect(facility.seen).toEqual([])
    },
  )

  test.each(['/api/session', '/api/patients', '/api/patients/0000101', '/api/sign-in-status'])(
    '%s needs a log-in',
    async (path) => {
      const browser = await openBrowser(null)
      expect((await browser.send('GET', path)).status).toBe(401)
    },
  )

  test('pages carry a policy that allows the facility’s script and frames, and nothing inline', async () => {
    const browser = await openBrowser()
    const { headers, text } = await browser.send('GET', '/?terminal=T-102')
    expect(headers['content-security-policy']).toContain("script-src 'self' http://facility.localhost:3000;")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(text).toContain('<script src="http://facility.localhost:3000/embed.js"></script>')
    expect((await browser.send('GET', '/api/session')).json.terminal_id).toBe('T-102')
  })

  test.each(['/assets/..%2fserver.mjs', '/assets/nothing.js', '/charts/1/2', '/server.mjs'])(
    '%s is no page',
    async (path) => {
      const browser = await openBrowser()
      expect((await browser.send('GET', path)).status).toBe(404)
    },
  )
})

describe('the facility’s API', () => {
  test('one token serves many requests; the secret goes encoded in the Basic header, to the facility’s own host name', async () => {
    const browser = await openBrowser()
    await Promise.all([1, 2, 3].map(() => browser.send('GET', '/api/sign-in-status')))
    const tokens = facility.seen.filter(({ url }) => url === '/api/emr/v1/token')
    expect(tokens).toHaveLength(1)
    expect(tokens[0].headers.host).toBe('facility.localhost:3000')
    expect(tokens[0].body).toBe('grant_type=client_credentials')
    expect(atob(tokens[0].headers.authorization.replace('Basic ', ''))).toBe('emr-1:s%3Ae+c%2Br')
  })

  test('a token that the facility no longer knows is fetched anew, once', async () => {
    const browser = await openBrowser()
    await browser.send('GET', '/api/sign-in-status')
    facility.revokeTokens()
    expect((await browser.send('GET', '/api/sign-in-status')).status).toBe(200)
    expect(facility.seen.filter(({ url }) => url === '/api/emr/v1/token')).toHaveLength(2)
  })

  test('an old token is renewed before it ends', async () => {
    const browser = await openBrowser()
    await browser.send('GET', '/api/sign-in-status')
    time += 14 * 60_000
    await browser.send('GET', '/api/sign-in-status')
    expect(facility.seen.filter(({ url }) => url === '/api/emr/v1/token')).toHaveLength(2)
  })

  test('a launch names the session’s staff, this PC’s terminal and this EMR’s origin, whatever the browser says', async () => {
    const browser = await openBrowser()
    const content = {
      purpose: 'badge',
      staff_id: 'D002',
      terminal_id: 'T-901',
      parent_origin: 'http://evil.localhost:9',
    }
    expect((await browser.send('POST', '/api/launches', { content })).json.ticket).toMatch(/^lt_badge_/)
    expect(JSON.parse(facility.seen.at(-1).body)).toEqual({
      staff_id: 'D001',
      terminal_id: 'T-101',
      parent_origin: origin,
      purpose: 'badge',
    })
  })

  test('the sign-in gets a ticket only when it is needed', async () => {
    const browser = await openBrowser()
    const needed = await browser.send('POST', '/api/sign-in', { content: {} })
    expect(needed.json).toMatchObject({
      sign_in_status: 'sign_in_required',
      ticket: expect.stringMatching(/^lt_sign_in_/),
    })
    facility.statuses.set('D001', 'expiring')
    expect((await browser.send('POST', '/api/sign-in', { content: {} })).json).toEqual({
      sign_in_status: 'expiring',
      ticket: null,
    })
  })

  test('a facility that is away is 502 with words for the user, and a later request works', async () => {
    const browser = await openBrowser()
    const { url, statuses } = facility
    await facility.stop()
    const { status, json } = await browser.send('GET', '/api/sign-in-status')
    expect([status, json]).toEqual([
      502,
      { code: 'facility.unreachable', detail: '認証システムに接続できません。', ways_on: [], faults: [] },
    ])
    expect(url).toMatch(/^http:/)
    facility = await startFakeFacility(statuses)
  })

  test('sign-out is passed on', async () => {
    const browser = await openBrowser()
    facility.statuses.set('D001', 'signed_in')
    expect((await browser.send('POST', '/api/sign-out', { content: {} })).json.signed_out).toBe(true)
    expect((await browser.send('GET', '/api/sign-in-status')).json.status).toBe('sign_in_required')
  })
})
