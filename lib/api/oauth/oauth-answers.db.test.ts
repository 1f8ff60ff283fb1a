import { describe, expect, test } from 'vitest'
import { testDetails } from '@/lib/authority/testing/sign-in-world'
import { facilitySettings } from '@/lib/facility/testing/facility-world'
import { deviceCodeGrant, oauthError } from '@/lib/wire/oauth'
import { authorityServer } from '../testing/authority-server'
import { facilityApi } from '../testing/facility-api'

const authority = await authorityServer()
const facility = facilityApi()

type Request = { method?: string; path: string; headers?: Record<string, string>; body?: string }

async function toAuthority({ path, body, ...init }: Request): Promise<Response> {
  return fetch(`${authority.url}${path}`, { ...init, ...(body === undefined ? {} : { body }) })
}

async function toFacility({ method = 'GET', path, headers = {}, body }: Request): Promise<Response> {
  const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(body.length) }
  const host = new URL(facilitySettings.facilityUrl).host
  const init = { method, headers: { host, ...length, ...headers }, ...(body === undefined ? {} : { body }) }
  return facility.api.request(`${facilitySettings.facilityUrl}${path}`, init)
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const dva = '/oauth2/device_authorization'
const endpoints = [
  { path: '/oauth2/token', allow: 'POST', call: toAuthority },
  { path: '/oauth2/introspect', allow: 'POST', call: toAuthority },
  { path: '/oauth2/revoke', allow: 'POST', call: toAuthority },
  { path: dva, allow: 'POST', call: toAuthority },
  { path: `${dva}/dva_x`, allow: 'DELETE', call: toAuthority },
  { path: `${dva}/dva_x/events`, allow: 'GET, HEAD', call: toAuthority },
  { path: '/oauth2/unknown', allow: null, call: toAuthority },
  { path: '/oauth2/', allow: null, call: toAuthority },
  { path: `${dva}//events`, allow: null, call: toAuthority },
  { path: '/api/emr/v1/token', allow: 'POST', call: toFacility },
]

async function judge(answer: Response, status: number, error: string) {
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('pragma')).toBe('no-cache')
  const body = oauthError.parse(await answer.json())
  expect(body).toMatchObject({ error })
  // RFC 6749 §5.2: printable ASCII without quotes and backslash.
  expect(body.error_description ?? '').toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/)
  return body
}

describe('AT-46 every answer of an OAuth path has OAuth’s form and is kept nowhere', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
  const rows = endpoints.flatMap((endpoint) => methods.map((method) => ({ ...endpoint, method })))

  test.each(rows.filter(({ allow, method }) => !allow?.split(', ').includes(method)))(
    'RFC 9110 §15.5.6 $method $path is not allowed, and says what is',
    async ({ path, allow, method, call }) => {
      const answer = await call({ method, path })
      expect(answer.headers.get('allow')).toBe(allow)
      const status = allow === null ? 404 : 405
      if (method === 'HEAD') expect(answer.status).toBe(status)
      else await judge(answer, status, 'invalid_request')
    },
  )

  const posted = endpoints.filter(({ allow }) => allow === 'POST')

  test.each(posted)('$path refuses a body of another type with 415', async ({ path, call }) => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/json', 'x']) {
      const answer = await call({ method: 'POST', path, headers: { 'content-type': type }, body: 'a=b' })
      const { error_description: description } = await judge(answer, 415, 'invalid_request')
      expect(description).toContain('application/x-www-form-urlencoded')
    }
  })

  test.each(posted)('$path refuses a body that is too large with 413', async ({ path, call }) => {
    const answer = await call({ method: 'POST', path, headers: form, body: `a=${'b'.repeat(70_000)}` })
    await judge(answer, 413, 'invalid_request')
  })

  test.each(posted)('$path reads the form whatever stands behind its type', async ({ path, call }) => {
    const headers = { 'content-type': 'Application/X-WWW-Form-URLEncoded ; charset=UTF-8' }
    const body = 'grant_type=x&token=x&login_hint=x&authorization_details=x'
    await judge(await call({ method: 'POST', path, headers, body }), 401, 'invalid_client')
  })

  test.each(posted)('$path refuses parameters that are repeated, broken or none', async ({ path, call }) => {
    for (const body of ['', 'token=a&token=b', '%', 'grant_type', '=', '&&&', 'token=%00&token=%00']) {
      await judge(await call({ method: 'POST', path, headers: form, body }), 400, 'invalid_request')
    }
  })
})

/** Longer than anything of ours, with letters of every kind. */
const longValues = ['x'.repeat(600), 'ü\n"\\%'.repeat(500), 'x'.repeat(20_000), '\0', ' ']

describe('AT-46 an opaque value has no length of its own: one that we never issued is unknown, however long', () => {
  const post = async (path: string, fields: Record<string, string>) =>
    authority.post(await authority.newClient(), path, fields)

  test.each(longValues)('a token at introspection is not active, at revocation it is gone (%#)', async (token) => {
    const introspected = await post('/oauth2/introspect', { token, token_type_hint: token })
    expect([introspected.status, await introspected.json()]).toEqual([200, { active: false }])
    expect((await post('/oauth2/revoke', { token, token_type_hint: token })).status).toBe(200)
  })

  test.each(longValues)('a device code is invalid_grant, a grant unsupported (%#)', async (value) => {
    await judge(await post('/oauth2/token', { grant_type: deviceCodeGrant, device_code: value }), 400, 'invalid_grant')
    await judge(await post('/oauth2/token', { grant_type: value }), 400, 'unsupported_grant_type')
  })

  test.each(longValues)('scope and details are refused as what they are (%#)', async (value) => {
    const fields = { login_hint: 'nobody', authorization_details: JSON.stringify([testDetails]) }
    await judge(await post(dva, { ...fields, scope: value }), 400, 'invalid_scope')
    await judge(await post(dva, { ...fields, authorization_details: value }), 400, 'invalid_authorization_details')
  })

  test.each(longValues.slice(0, 3))('a login_hint is an unknown user (%#)', async (login_hint) => {
    const authorization_details = JSON.stringify([testDetails])
    await judge(await post(dva, { login_hint, authorization_details }), 400, 'unknown_user_id')
  })

  test.each(longValues.slice(0, 3))(
    'a client id and an assertion are invalid_client on both sides (%#)',
    async (value) => {
      const body = (fields: Record<string, string>) =>
        new URLSearchParams({ grant_type: 'client_credentials', ...fields })
      for (const fields of [
        { client_id: value, client_secret: value },
        { client_assertion_type: value, client_assertion: value },
        { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: value },
      ]) {
        for (const { path, call } of endpoints.filter(({ path }) => path.endsWith('/token'))) {
          const answer = await call({ method: 'POST', path, headers: form, body: body(fields).toString() })
          await judge(answer, 401, 'invalid_client')
        }
      }
    },
  )

  test.each(['x', 'x'.repeat(3_000)])('a bearer and an id in the path are unknown (%#)', async (value) => {
    const status = await toFacility({
      path: '/api/emr/v1/sign-in-status',
      headers: { authorization: `Bearer ${value}` },
    })
    expect(status.status).toBe(401)
    expect(status.headers.get('www-authenticate')).toMatch(/^Bearer realm="Shomei EMR API", error="invalid_token"/)
    const client = await authority.newClient()
    const path = `${dva}/${value}/events`
    const authorization = `Bearer ${await client.assert(`${authority.url}${path}`)}`
    await judge(await toAuthority({ path, headers: { authorization } }), 404, 'invalid_request')
  })
})

describe('RFC 6750 §3 a resource says where its bearer belongs, and what was wrong only when there was one', () => {
  test('at the EMR API', async () => {
    const bare = await toFacility({ path: '/api/emr/v1/sign-in-status' })
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Shomei EMR API"'])
    const basic = await toFacility({ path: '/api/emr/v1/sign-in-status', headers: { authorization: 'Basic eDp5' } })
    expect(basic.headers.get('www-authenticate')).toBe('Bearer realm="Shomei EMR API"')
  })

  test('at the CSC API, with the scope that is wanted', async () => {
    const request = { method: 'POST', path: '/csc/v2/credentials/list', body: '{}' }
    const headers = { 'content-type': 'application/json', authorization: 'Bearer nobody' }
    const answer = await toAuthority({ ...request, headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="Shomei CSC API", error="invalid_token", .*scope="sign"$/,
    )
  })
})

describe('the start of a sign-in', () => {
  test('RFC 6749 §3.3 without a scope asks for the only one there is', async () => {
    const { holder } = await authority.register(authority.newPhone())
    const fields = { login_hint: holder.subject, authorization_details: JSON.stringify([testDetails]) }
    const client = await authority.newClient()
    expect((await authority.post(client, dva, fields)).status).toBe(200)
    expect((await authority.post(client, dva, { ...fields, scope: '' })).status).toBe(200)
    expect((await authority.post(client, dva, { ...fields, scope: 'sign sign' })).status).toBe(200)
    await judge(await authority.post(client, dva, { ...fields, scope: 'sign admin' }), 400, 'invalid_scope')
  })

  test('RFC 8628 §3.5 slow_down is a word of the token endpoint alone', async () => {
    const client = await authority.newClient()
    const wrong = async () => ({ client_assertion: await client.assert('https://evil.example') })
    const poll = async () => authority.post(client, '/oauth2/token', { ...(await wrong()), grant_type: 'x' })
    // Twenty are taken in a minute; one that begins in between starts the count again.
    let polled = await poll()
    for (let count = 1; count <= 40 && polled.status !== 429; count += 1) polled = await poll()
    expect(Number(polled.headers.get('retry-after'))).toBeGreaterThan(0)
    await judge(polled, 429, 'slow_down')
    const asked = await authority.post(client, '/oauth2/introspect', { ...(await wrong()), token: 'x' })
    await judge(asked, 429, 'temporarily_unavailable')
  })
})
