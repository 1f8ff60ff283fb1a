import { describe, expect, test } from 'vitest'
import {
  authorityUrl,
  authorityWorld,
  creationOptionsOf,
  fifty,
  newPhone,
  optionsOf,
  testSettings,
} from '@/lib/authority/testing/authority-world'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { logger } from '@/lib/log/logger'
import { createApi } from '../api'

logger('silent')

const { db, context, newCard } = authorityWorld()
const api = createApi({
  authority: context,
  facility: { ...context, authority: createHttpAuthority(testSettings) },
  socketAddress: () => '192.0.2.7',
})

type Answer = { status: number; body: Record<string, unknown>; headers: Headers; text: string }

/** A phone's browser: keeps the cookies it is given and sends what a browser sends. */
function browser(extra: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) {
  const cookies = new Map<string, string>()
  return async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const size = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text ?? '')) }
    const response = await api.request(`${authorityUrl}/api/authority/v1/${path}`, {
      method,
      headers: {
        host: new URL(authorityUrl).host,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : size),
        ...extra,
      },
      ...(body === undefined ? {} : { body: text }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const answer = await response.text()
    const { status, headers } = response
    return { status, body: answer === '' ? {} : JSON.parse(answer), headers, text: answer }
  }
}

type Options = Parameters<typeof creationOptionsOf>[0]
const created = (answer: Answer) => creationOptionsOf(answer.body as Options)
const requested = (answer: Answer) => optionsOf(answer.body as Options)

/** The whole journey of a phone, from the card to the open page. */
async function journey() {
  const call = browser()
  const phone = newPhone()
  const { code, password, holder } = await newCard()
  const status = await call('POST', 'notification-cards/status', { code })
  const started = await call('POST', 'registrations', { code, password: password.toLowerCase() })
  const at = `registrations/${started.body['registration_id']}`
  const bound = await call('POST', `${at}/attestation`, {
    response: phone.create(created(started)),
    phone_name: '見本',
  })
  const tried = await call('POST', `${at}/trial`, { response: phone.get(requested(bound)) })
  const resumed = await call('GET', 'registrations/current')
  const options = await call('POST', 'holder-sessions/options', {})
  const opened = await call('POST', 'holder-sessions', { response: phone.get(requested(options)) })
  return {
    call,
    phone,
    holder,
    at,
    code,
    password,
    answers: { status, started, bound, tried, resumed, options, opened },
  }
}

describe('journey of a phone', () => {
  test('card, password, binding, trial, own page, closing it: each answer as declared', async () => {
    const { call, answers, holder } = await journey()
    expect(answers.status.body).toMatchObject({ state: 'open', route: 'ca_direct', tries_left: 5 })
    expect(answers.started.body).toMatchObject({
      step: 'bind',
      holder: { name_kanji: '見本 太郎' },
      phone: null,
      expires_in: 900,
    })
    expect(answers.bound.body).toMatchObject({
      step: 'trial',
      phone: { name: '見本', synced: false, last_used_at: null },
    })
    expect(answers.tried.body).toMatchObject({ step: 'done', options: null })
    expect(answers.resumed.body).toMatchObject({ step: 'done', options: null })
    expect(answers.opened.body).toMatchObject({
      phones: [{ name: '見本', this_phone: true }],
      tokens: [],
      session_expires_in: 600,
    })
    for (const answer of Object.values(answers)) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await call('GET', 'my')).status).toBe(200)
    expect((await call('POST', 'my/tokens/revocation')).status).toBe(204)
    const closed = await call('DELETE', 'holder-sessions/current')
    expect([closed.status, closed.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringContaining('__Host-shomei-holder=; Max-Age=0'),
    ])
    expect((await call('GET', 'my')).body).toMatchObject({ status: 401, code: 'request.unauthorized' })
    expect((await call('DELETE', 'holder-sessions/current')).status).toBe(204)
    expect(holder.disabledAt).toBeNull()
  })

  test('AT-19 no answer holds a secret or a column of the credential; cookies are host-only and strict', async () => {
    const { answers, code, password, holder } = await journey()
    for (const { text } of Object.values(answers)) {
      for (const secret of [code, password, holder.subject, holder.registryNumber]) expect(text).not.toContain(secret)
      expect(text).not.toMatch(/hash|public_?key|argon|counter|aaguid|attestation_?object/i)
    }
    const set = [answers.started, answers.opened].map(({ headers }) => headers.get('set-cookie'))
    expect(set).toEqual([
      expect.stringMatching(
        /^__Host-shomei-registration=[\w-]{22}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
      expect.stringMatching(
        /^__Host-shomei-holder=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
  })

  test('removing the phone one holds closes its page and its cookie', async () => {
    const { call, answers } = await journey()
    const [phone] = answers.opened.body['phones'] as { id: string }[]
    expect((await call('POST', 'my/phones/pho_unknown/revocation')).body).toMatchObject({
      status: 404,
      code: 'phone.unknown',
    })
    const removed = await call('POST', 'my/loss-report', { phone_id: phone?.id })
    expect([removed.status, removed.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringContaining('__Host-shomei-holder=;'),
    ])
    expect((await call('GET', 'my')).status).toBe(401)
  })
})

describe('refusals', () => {
  test("a wrong password is 403 with the tries left, in the caller's language", async () => {
    const { code } = await newCard()
    const answer = await browser()('POST', 'registrations', { code, password: 'AAAA-AAAA-AA' })
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'notification_card.wrong_password', params: { tries: 4 } },
    })
    expect(answer.body['detail']).toContain('残り入力回数：4回')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('AT-18 nobody names a holder, a card or another registration: unknown members are refused, foreign ids unknown', async () => {
    const { code, password, holder } = await newCard()
    const call = browser()
    for (const extra of [{ holder_id: holder.id }, { registration_id: 'reg_x' }, { tries_left: 9 }]) {
      const refused = await call('POST', 'registrations', { code, password, ...extra })
      expect(refused.body).toMatchObject({ status: 400, code: 'request.malformed' })
    }
    const started = await call('POST', 'registrations', { code, password })
    expect(started.status).toBe(200)
    const other = await browser()('POST', `registrations/${started.body['registration_id']}/options`)
    expect(other.body).toMatchObject({ status: 404, code: 'registration.unknown' })
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: authorityUrl }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'https://authority.example.jp.evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ origin: authorityUrl }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ])('a POST of another page is refused: %j is %i', async (headers, status) => {
    const { code } = await newCard()
    expect((await browser(headers)('POST', 'notification-cards/status', { code })).status).toBe(status)
  })

  test('AT-24 100 GET and HEAD of every POST route change nothing and start nothing', async () => {
    const { code, cardId } = await newCard()
    const call = browser()
    const before = await db.sql`SELECT count(*) FROM authority.challenge`
    for (let time = 0; time < 100; time += 1) {
      const path = ['notification-cards/status', 'registrations', 'registrations/current', 'holder-sessions/options'][
        time % 4
      ]
      expect((await call(time % 8 < 4 ? 'GET' : 'HEAD', `${path}?code=${code}`)).status).toBe(404)
    }
    expect(await db.sql`SELECT count(*) FROM authority.challenge`).toEqual(before)
    const [card] = await db.sql`SELECT opened_at, tries_used FROM authority.notification_card WHERE id = ${cardId}`
    expect(card).toEqual({ openedAt: null, triesUsed: 0 })
  })

  test.each([
    ['notification-cards/status', {}, 400, 'request.malformed'],
    ['notification-cards/status', { code: 7 }, 400, 'request.malformed'],
    ['registrations', { code: 'A'.repeat(22), password: '' }, 400, 'request.malformed'],
    ['registrations', '{"code":', 400, 'request.malformed'],
    ['registrations', '[]', 400, 'request.malformed'],
    ['registrations/x/attestation', { response: null }, 400, 'request.malformed'],
    ['registrations/x/attestation', { response: {} }, 404, 'registration.unknown'],
    ['registrations/x/trial', { response: {} }, 404, 'registration.unknown'],
    ['registrations/x/trial-options', undefined, 404, 'registration.unknown'],
    [`registrations/${'x'.repeat(65)}/options`, undefined, 404, 'registration.unknown'],
    ['holder-sessions', { response: { response: { clientDataJSON: 'e30' } } }, 400, 'request.malformed'],
    ['my/tokens/atk_x/revocation', undefined, 401, 'request.unauthorized'],
    ['my/tokens/revocation', undefined, 401, 'request.unauthorized'],
    ['my/phones/pho_x/revocation', undefined, 401, 'request.unauthorized'],
    ['my/loss-report', { phone_id: 'pho_x' }, 401, 'request.unauthorized'],
    ['my/loss-report', {}, 400, 'request.malformed'],
  ])('AT-30 AT-13 %s with %j is %i %s', async (path, body, status, code) => {
    expect((await browser()('POST', path, body)).body).toMatchObject({ status, code })
  })

  test('AT-30 deep nesting and an oversized body', async () => {
    const deep = `{"response":{"id":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`
    expect((await browser()('POST', 'holder-sessions', deep)).body).toMatchObject({ code: 'request.malformed' })
    const large = { response: { id: 'x'.repeat(70_000) } }
    expect((await browser()('POST', 'holder-sessions', large)).body).toMatchObject({ code: 'request.too_large' })
  })

  test('§14 an address may ask 600 times a minute, then it is told when to come back', async () => {
    await db.sql`DELETE FROM authority.rate_limit`
    const call = browser()
    await call('POST', 'holder-sessions/options', {})
    await db.sql`UPDATE authority.rate_limit SET count = 590 WHERE key = 'address:192.0.2.7'`
    const outcomes = await fifty(() => call('POST', 'holder-sessions/options', {}))
    const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const passed = answers.filter(({ status }) => status === 200).length
    expect(passed).toBeGreaterThanOrEqual(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(50 - passed)
    await db.sql`DELETE FROM authority.rate_limit`
    expect((await call('POST', 'holder-sessions/options', {})).status).toBe(200)
  })
})
