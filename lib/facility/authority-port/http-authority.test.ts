import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { EgressError } from '@/lib/egress/egress-error'
import type { ByteClient, HttpClient, OutboundAnswer, OutboundRequest } from '@/lib/egress/http-client'
import type { AppError } from '@/lib/kernel/app-error'
import type { SignInDetails } from '@/lib/wire/oauth'
import { createHttpAuthority } from './http-authority'

const authorityUrl = 'https://authority.example.jp'
const egress = { httpProxy: null, httpsProxy: null, noProxy: [], tlsRootsPem: [] }
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const privateKeyDer = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))
const credentials = { clientId: 'hospital-a', keyId: 'key-1', privateKeyDer }
const details = { type: 'shomei_sign_in', terminal: 'ter_1' } as SignInDetails
const start = { holderSubject: 'holder-1', details }

/** An authority that gives these answers, and what it was asked. */
function scripted(answer: Partial<OutboundAnswer> | EgressError, chunks: string[] = []) {
  const asked: OutboundRequest[] = []
  const http: HttpClient & ByteClient = {
    async request(request) {
      asked.push(request)
      if (answer instanceof EgressError) throw answer
      return { status: 200, headers: {}, body: '', ...answer }
    },
    async stream(request) {
      asked.push(request)
      if (answer instanceof EgressError) throw answer
      const octets = chunks.map((chunk) => new TextEncoder().encode(chunk))
      async function* each() {
        yield* octets
      }
      return { status: 200, headers: {}, ...answer, chunks: each() }
    },
    async requestBytes(request) {
      asked.push({ method: request.method, url: request.url })
      if (answer instanceof EgressError) throw answer
      return { status: 200, headers: {}, ...answer, bytes: new Uint8Array() }
    },
    close: async () => {},
  }
  const settings = { authorityUrl, trustAnchorsFile: null, testHierarchy: true, egress, clientTls: new Map() }
  return { port: createHttpAuthority(settings, { of: () => http }), asked, http }
}

const oauth = (status: number, error: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: JSON.stringify({ error }),
})

describe('client assertions (RFC 7523 §3)', () => {
  test('are signed by the facility’s key for the authority, live a minute, and each has its own jti', async () => {
    const { port, asked } = scripted(oauth(400, 'authorization_pending'))
    await port.redeem(credentials, 'code')
    await port.redeem(credentials, 'code')
    const forms = asked.map(({ body }) => new URLSearchParams(body))
    const assertions = forms.map((form) => form.get('client_assertion') ?? '')
    const [first = '', second = ''] = assertions
    const { payload } = await jwtVerify(first, publicKey, { audience: authorityUrl, algorithms: ['ES256'] })
    expect(payload).toMatchObject({ iss: 'hospital-a', sub: 'hospital-a' })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
    expect(decodeProtectedHeader(first)).toMatchObject({ alg: 'ES256', kid: 'key-1' })
    expect(decodeJwt(first).jti).not.toBe(decodeJwt(second).jti)
    expect(asked[0]?.url).toBe(`${authorityUrl}/oauth2/token`)
  })

  test('decision 0009: a stream’s assertion is for that address only', async () => {
    const { port, asked } = scripted({}, [])
    for await (const _ of port.watchDeviceAuthorization(credentials, 'dva_1', new AbortController().signal));
    const bearer = asked[0]?.headers?.['authorization']?.replace('Bearer ', '') ?? ''
    expect(decodeJwt(bearer).aud).toBe(`${authorityUrl}/oauth2/device_authorization/dva_1/events`)
  })
})

describe('refusals', () => {
  test.each([
    { name: 'unknown holder', answer: oauth(400, 'unknown_user_id'), code: 'sign_in.no_phone' },
    {
      name: 'too many',
      answer: oauth(429, 'slow_down', { 'retry-after': '42' }),
      code: 'request.rate_limited',
      wait: 42,
    },
    { name: 'our client is not let in', answer: oauth(401, 'invalid_client'), code: 'authority.client_refused' },
    { name: 'a fault of theirs', answer: oauth(500, 'server_error'), code: 'authority.unavailable' },
    { name: 'a page of some proxy', answer: { status: 200, body: '<html>' }, code: 'authority.unavailable' },
    { name: 'a redirect', answer: { status: 302, body: '' }, code: 'authority.unavailable' },
    { name: 'an answer that lacks its fields', answer: { body: '{"device_code":"x"}' }, code: 'authority.unavailable' },
    { name: 'nobody there', answer: new EgressError('unreachable'), code: 'authority.unreachable' },
    { name: 'too slow', answer: new EgressError('timeout'), code: 'authority.timeout' },
  ])('starting: $name is $code', async ({ answer, code, wait }) => {
    const failure = scripted(answer).port.startDeviceAuthorization(credentials, start)
    await expect(failure).rejects.toMatchObject({ code, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) })
  })

  test.each([
    ['authorization_pending', 'pending'],
    ['slow_down', 'pending'],
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_grant', 'invalid'],
  ])('redeeming: %s is %s', async (error, outcome) => {
    expect(await scripted(oauth(400, error)).port.redeem(credentials, 'code')).toEqual({ outcome })
  })

  test.each([
    ['an unknown error', oauth(400, 'something_new')],
    ['a token without its fields', { body: '{"access_token":"x"}' }],
    ['a fault', oauth(503, 'temporarily_unavailable')],
  ])('redeeming: %s leaves everything as it is', async (_, answer) => {
    await expect(scripted(answer).port.redeem(credentials, 'code')).rejects.toMatchObject({
      code: 'authority.unavailable',
    })
  })

  test('RFC 6749 §5.1: members nobody knows are ignored', async () => {
    const token = {
      access_token: 'x',
      token_type: 'Bearer',
      expires_in: 64_800,
      scope: 'sign',
      sub: 'holder-1',
      amr: [],
      method: 'fido',
      credential_ids: [],
      issued_at: 1_795_000_000,
    }
    const { port } = scripted({ body: JSON.stringify({ ...token, extension: true }) })
    expect(await port.redeem(credentials, 'code')).toEqual({ outcome: 'issued', token })
  })

  test.each([204, 404, 410])('cancelling what has ended (%i) is no error', async (status) => {
    await expect(scripted({ status }).port.cancelDeviceAuthorization(credentials, 'dva_1')).resolves.toBeUndefined()
  })

  test('AT-15 only `active: true` is active', async () => {
    const active = (body: string) => scripted({ body }).port.introspect(credentials, 'x')
    expect(await active('{"active":true,"scope":"sign"}')).toEqual({ active: true })
    expect(await active('{"active":false}')).toEqual({ active: false })
    await expect(active('{"active":"true"}')).rejects.toMatchObject({ code: 'authority.unavailable' })
    await expect(active('{}')).rejects.toMatchObject({ code: 'authority.unavailable' })
  })

  test('no detail of the failure carries a token or code', async () => {
    const failure = await scripted(oauth(500, 'server_error')).port.revoke(credentials, 'secret-token').catch(String)
    expect(failure).not.toContain('secret-token')
  })
})

describe('streams', () => {
  const state = (name: string, more = {}) =>
    `event: state\ndata: ${JSON.stringify({ device_authorization_id: 'dva_1', state: name, second_scans: 0, expires_in: 9, ...more })}\n\n`
  const read = async (chunks: string[]) => {
    const { port } = scripted({}, chunks)
    const names: string[] = []
    const events = port.watchDeviceAuthorization(credentials, 'dva_1', new AbortController().signal)
    for await (const event of events) names.push(event.state)
    return names
  }

  test('heartbeats, unknown events and nonsense are passed over; pieces are put together', async () => {
    const text = `retry: 1000\n\nevent: heartbeat\ndata: {}\n\n${state('shown')}event: state\ndata: nonsense\n\n${state('claimed')}`
    expect(await read(text.match(/.{1,7}/gs) ?? [])).toEqual(['shown', 'claimed'])
  })

  test.each(['redeemed', 'denied', 'expired', 'cancelled'])('nothing follows %s', async (name) => {
    expect(await read([state('shown'), state(name), state('claimed')])).toEqual(['shown', name])
  })

  test('a line without end is given up', async () => {
    expect(await read([state('shown'), `data: ${'a'.repeat(100_000)}`, state('claimed')])).toEqual(['shown'])
  })

  test('a refused stream is the authority being away', async () => {
    const { port } = scripted({ status: 401 })
    const events = port.watchDeviceAuthorization(credentials, 'dva_1', new AbortController().signal)
    await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'authority.unavailable' })
  })
})

describe('AT-49 a clock that is not the authority’s', () => {
  /** An authority whose clock is `behindMs` behind this process's; `judge` gives its answer to an assertion's `iat`. */
  function authorityOfAnotherTime(
    behindMs: number,
    refusal: object = { error: 'invalid_client', reason: 'clock_skew' },
  ) {
    const iats: number[] = []
    const theirs = () => Date.now() - behindMs
    const http: HttpClient & ByteClient = {
      ...scripted({}).http,
      async request({ body }) {
        const { iat = 0 } = decodeJwt(new URLSearchParams(body).get('client_assertion') ?? '')
        iats.push(iat)
        const isTaken = Math.abs(iat * 1_000 - theirs()) < 60_000
        const headers = { date: new Date(theirs()).toUTCString() }
        return isTaken
          ? { status: 200, headers, body: '{"active":true}' }
          : { status: 401, headers, body: JSON.stringify(refusal) }
      },
    }
    const settings = { authorityUrl, trustAnchorsFile: null, testHierarchy: true, egress, clientTls: new Map() }
    return { port: createHttpAuthority(settings, { of: () => http }), iats }
  }

  test.each([
    ['ahead', 200_000],
    ['behind', -200_000],
  ])(
    'some minutes %s: the refused call is made once more with the authority’s time, the next one at once',
    async (_, by) => {
      const { port, iats } = authorityOfAnotherTime(by)
      expect(await port.introspect(credentials, 'x')).toEqual({ active: true })
      expect(iats).toHaveLength(2)
      expect(await port.introspect(credentials, 'x')).toEqual({ active: true })
      expect(iats).toHaveLength(3)
      expect(port.readHealth().clockSkewSeconds).toBeCloseTo(by / 1_000, -1)
    },
  )

  test.each([
    ['with its reason', { error: 'invalid_client', reason: 'clock_skew' }],
    ['without a reason', { error: 'invalid_client' }],
  ])('an hour: refused %s, named with its size, and not asked again at once', async (_, refusal) => {
    const { port, iats } = authorityOfAnotherTime(3_600_000, refusal)
    for (let call = 0; call < 3; call += 1) {
      const failure: unknown = await port.introspect(credentials, 'x').catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'authority.clock_skew', retryAfterSeconds: 10 })
      expect((failure as AppError).params['seconds']).toBeCloseTo(3_600, -1)
    }
    expect(iats).toHaveLength(1)
  })

  test('a right clock: a refusal without a reason is about client or key, with another one about this call alone', async () => {
    const { port, iats } = authorityOfAnotherTime(0)
    expect(await port.introspect(credentials, 'x')).toEqual({ active: true })
    expect(iats).toHaveLength(1)
    const refused = (body: object) =>
      scripted({
        status: 401,
        headers: { date: new Date().toUTCString() },
        body: JSON.stringify(body),
      }).port.introspect(credentials, 'x')
    await expect(refused({ error: 'invalid_client' })).rejects.toMatchObject({ code: 'authority.client_refused' })
    for (const reason of ['assertion', 'something new'])
      await expect(refused({ error: 'invalid_client', reason })).rejects.toMatchObject({
        code: 'authority.unavailable',
      })
  })

  test('how the last call went is kept: reached, or why not', async () => {
    expect(scripted({}).port.readHealth()).toEqual({ state: 'unknown', failure: null, clockSkewSeconds: null })
    const { port } = scripted({ body: '{"active":true}' })
    await port.introspect(credentials, 'x')
    expect(port.readHealth()).toMatchObject({ state: 'reached', failure: null })
    const away = scripted(new EgressError('proxy_refused', { host: 'a.jp', proxy: 'p:1', status: 403 })).port
    await away.introspect(credentials, 'x').catch(() => undefined)
    expect(away.readHealth()).toMatchObject({
      state: 'failed',
      failure: { code: 'authority.proxy_refused', params: { host: 'a.jp', proxy: 'p:1', status: 403 } },
    })
  })
})
