import { expect, test } from 'vitest'
import { frameOf, type TestClient, testDetails } from '@/lib/authority/testing/sign-in-world'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { clientAssertionType, deviceAuthorizationEvent, deviceCodeGrant } from '@/lib/wire/oauth'
import { createApi } from '../api'
import { authorityServer } from '../testing/authority-server'

const server = await authorityServer()
const { url, post } = server

async function errorOf(answer: Response) {
  const { error } = (await answer.json()) as { error: string }
  return { status: answer.status, error }
}

function startFields(subject: string, changes: Record<string, string> = {}) {
  return { login_hint: subject, scope: 'sign', authorization_details: JSON.stringify([testDetails]), ...changes }
}

test('RFC 8414 the metadata name every endpoint under the issuer', async () => {
  const answer = await fetch(`${url}/.well-known/oauth-authorization-server`)
  const metadata = (await answer.json()) as Record<string, unknown>
  expect(metadata).toMatchObject({
    issuer: url,
    token_endpoint: `${url}/oauth2/token`,
    device_authorization_endpoint: `${url}/oauth2/device_authorization`,
    introspection_endpoint: `${url}/oauth2/introspect`,
    revocation_endpoint: `${url}/oauth2/revoke`,
    grant_types_supported: [deviceCodeGrant],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  })
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
})

const paths = ['/oauth2/device_authorization', '/oauth2/token', '/oauth2/introspect', '/oauth2/revoke']

test.each(paths)('AT-10 %s without a client, or with a wrong one, answers invalid_client alike', async (path) => {
  const client = await server.newClient()
  const fields: Record<string, string> = {
    ...startFields('nobody'),
    token: 'x',
    grant_type: deviceCodeGrant,
    device_code: 'x',
  }
  for (const wrong of [
    { client_assertion: '', client_assertion_type: '' },
    { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
    { client_assertion: 'a.b.c' },
    { client_assertion: await client.assert('https://evil.example') },
    { client_id: 'another' },
  ]) {
    const answer = await post(client, path, { ...fields, ...wrong })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Shomei authority"')
    expect(await errorOf(answer)).toEqual({ status: 401, error: 'invalid_client' })
  }
  expect((await post(client, path, fields)).status).not.toBe(401)
})

test.each(paths)('RFC 6749 §3.2 %s refuses a repeated parameter and parameters of another form', async (path) => {
  const client = await server.newClient()
  const form = new URLSearchParams({
    client_assertion_type: clientAssertionType,
    client_assertion: await client.assert(url),
  })
  form.append('scope', 'sign')
  form.append('scope', 'sign')
  const repeated = await fetch(`${url}${path}`, { method: 'POST', body: form })
  expect(await errorOf(repeated)).toEqual({ status: 400, error: 'invalid_request' })
  const json = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: 'x' }),
  })
  expect(await errorOf(json)).toEqual({ status: 415, error: 'invalid_request' })
  const multipart = new FormData()
  multipart.set('token', 'x')
  expect((await fetch(`${url}${path}`, { method: 'POST', body: multipart })).status).toBe(415)
  expect((await fetch(`${url}${path}?token=x`)).status).toBe(405)
})

test.each([
  {
    name: 'another grant',
    fields: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
    error: 'unsupported_grant_type',
  },
  { name: 'no grant', fields: {}, error: 'invalid_request' },
  { name: 'no code', fields: { grant_type: deviceCodeGrant }, error: 'invalid_request' },
  { name: 'an unknown code', fields: { grant_type: deviceCodeGrant, device_code: 'x' }, error: 'invalid_grant' },
])('RFC 6749 §5.2 the token endpoint answers $error to $name', async ({ fields, error }) => {
  expect(await errorOf(await post(await server.newClient(), '/oauth2/token', fields))).toEqual({ status: 400, error })
})

const badDetails = [
  'x',
  '{}',
  '[]',
  '[1]',
  JSON.stringify([testDetails, testDetails]),
  JSON.stringify([{ ...testDetails, type: 'other' }]),
  JSON.stringify([{ ...testDetails, role: 'administrator' }]),
  JSON.stringify([{ ...testDetails, terminal: '' }]),
  ...['facility_name', 'department', 'staff_display_name', 'terminal', 'terminal_name', 'place'].flatMap((field) =>
    ['\u202e', '\u2066', '\u200f', '\u061c', '\u2028', '\n', '\t', '\u200b'].map((character) =>
      JSON.stringify([{ ...testDetails, [field]: `外来${character}1診` }]),
    ),
  ),
]

test.each(badDetails)('RFC 9396 §5 AT-18 AT-50 details %s are refused', async (details) => {
  const client = await server.newClient()
  const answer = await post(
    client,
    '/oauth2/device_authorization',
    startFields('x', { authorization_details: details }),
  )
  expect(await errorOf(answer)).toEqual({ status: 400, error: 'invalid_authorization_details' })
})

test('a start is refused in the words of the standards, with the time to wait', async () => {
  const client = await server.newClient()
  const { holder } = await server.register(server.newPhone())
  const start = (subject: string, changes = {}) =>
    post(client, '/oauth2/device_authorization', startFields(subject, changes))
  expect(await errorOf(await start(holder.subject, { scope: 'sign admin' }))).toEqual({
    status: 400,
    error: 'invalid_scope',
  })
  expect(await errorOf(await start('nobody'))).toEqual({ status: 400, error: 'unknown_user_id' })
  for (let round = 0; round < 6; round += 1) expect((await start(holder.subject)).status).toBe(200)
  const limited = await start(holder.subject)
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await errorOf(limited)).toEqual({ status: 429, error: 'temporarily_unavailable' })
})

async function stream(client: TestClient, id: string, audience = `${url}/oauth2/device_authorization/${id}/events`) {
  const headers = { authorization: `Bearer ${await client.assert(audience)}` }
  return fetch(`${url}/oauth2/device_authorization/${id}/events`, { headers })
}

test('the event stream is for the client that started it, by an assertion for that URL, used once', async () => {
  const [client, stranger] = [await server.newClient(), await server.newClient()]
  const session = await server.start(client, (await server.register(server.newPhone())).holder)
  const id = session.answer.device_authorization_id
  expect((await fetch(`${url}/oauth2/device_authorization/${id}/events`)).status).toBe(401)
  expect((await stream(client, id, `${url}/oauth2/device_authorization/other/events`)).status).toBe(401)
  expect(await errorOf(await stream(stranger, id))).toEqual({ status: 404, error: 'invalid_request' })
  expect(await errorOf(await stream(client, 'dva_unknown'))).toEqual({ status: 404, error: 'invalid_request' })
  const answer = await stream(client, id)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('set-cookie')).toBeNull()
  const states = readStates(answer)
  expect(await states.next()).toMatchObject({ value: { state: 'shown' } })
  await server.newBrowser().scan(session)
  expect(await states.next()).toMatchObject({
    value: { state: 'claimed', match_number: expect.stringMatching(/^\d\d$/) },
  })
  const authorization = `Bearer ${await client.assert(`${url}/oauth2/device_authorization/${id}`)}`
  const cancel = () =>
    fetch(`${url}/oauth2/device_authorization/${id}`, { method: 'DELETE', headers: { authorization } })
  expect((await cancel()).status).toBe(204)
  expect(await states.next()).toMatchObject({ value: { state: 'cancelled', end_reason: 'client' } })
  expect(await states.next()).toMatchObject({ done: true })
  expect((await cancel()).status).toBe(401)
})

test('AT-04 a ticket of one kind is nothing at any other place', async () => {
  const client = await server.newClient()
  const person = await server.register(server.newPhone())
  const { session, token } = await server.signIn(client, person)
  const open = await server.startShown(client, person.holder)
  const { claimSecret } = await server.claim(open)
  const { answer } = open
  const tickets = {
    access_token: token.access_token,
    redeemed_code: session.answer.device_code,
    user_code: answer.user_code,
    qr_token: answer.qr_token,
    qr_secret: answer.qr_secret,
    claim: claimSecret,
    id: answer.device_authorization_id,
    assertion: await client.assert(url),
  }
  for (const [kind, ticket] of Object.entries(tickets)) {
    const redeemed = await post(client, '/oauth2/token', { grant_type: deviceCodeGrant, device_code: ticket })
    expect({ kind, ...(await errorOf(redeemed)) }).toEqual({
      kind,
      status: 400,
      error: 'invalid_grant',
    })
    const phone = server.newBrowser()
    expect(await phone.call('POST', 'claims', { frame: ticket })).toMatchObject({ status: 404 })
    if (kind !== 'claim') {
      phone.cookies.set('__Host-shomei-claim', ticket)
      expect(await phone.call('GET', 'claims/current')).toMatchObject({ status: 404, json: { code: 'claim.invalid' } })
    }
    if (kind !== 'access_token') {
      const introspected = await post(client, '/oauth2/introspect', { token: ticket })
      expect({ kind, body: await introspected.json() }).toEqual({ kind, body: { active: false } })
    }
  }
  const good = await post(client, '/oauth2/introspect', { token: tickets.access_token })
  expect(await good.json()).toMatchObject({ active: true })
})

test('AT-25 with the database away every endpoint says 503 and when to come back', async () => {
  const db = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', connections: 2 })
  const shared = { ...server.context, db, notifications: createNotifications(db) }
  const api = createApi({ authority: shared, facility: { ...shared, authority: createHttpAuthority(shared.settings) } })
  const client = await server.newClient()
  const { host } = new URL(url)
  const form = new URLSearchParams({
    client_assertion_type: clientAssertionType,
    client_assertion: await client.assert(url),
    token: 'x',
    grant_type: deviceCodeGrant,
    device_code: 'x',
    ...startFields('x'),
  })
  for (const path of paths) {
    const answer = await api.request(`${url}${path}`, { method: 'POST', body: form, headers: { host } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await errorOf(answer)).toEqual({ status: 503, error: 'temporarily_unavailable' })
  }
  const headers = { host, origin: url, 'content-type': 'application/json', cookie: '__Host-shomei-claim=x' }
  const session = await server.startShown(client, (await server.register(server.newPhone())).holder)
  const body = JSON.stringify({ frame: frameOf(session) })
  const claim = await api.request(`${url}/api/authority/v1/claims`, { method: 'POST', body, headers })
  expect({ status: claim.status, code: ((await claim.json()) as { code: string }).code }).toEqual({
    status: 503,
    code: 'service.unavailable',
  })
  expect(await server.rowOf(session)).toMatchObject({ state: 'shown', badFrames: 0, secondScans: 0 })
  await db.close()
})

async function* readStates(answer: Response) {
  if (answer.body === null) return
  let text = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^event: state\ndata: (.*)$/m.exec(block)?.[1]
      if (data !== undefined) yield deviceAuthorizationEvent.parse(JSON.parse(data))
    }
  }
}
