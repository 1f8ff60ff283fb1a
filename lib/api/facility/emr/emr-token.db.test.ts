import { generateKeyPairSync, randomUUID, webcrypto } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { emrOrigin, facilitySettings, testOrigin } from '@/lib/facility/testing/facility-world'

const api = facilityApi()
const { facilityUrl } = facilitySettings
const path = '/api/emr/v1/token'
const server: oauth.AuthorizationServer = { issuer: facilityUrl, token_endpoint: `${facilityUrl}${path}` }

/** oauth4webapi against the API in this process. */
async function grant(client: oauth.Client, authentication: oauth.ClientAuth): Promise<oauth.TokenEndpointResponse> {
  const customFetch = (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) => {
    const body = init.body.toString()
    const headers = { ...init.headers, host: new URL(url).host, 'content-length': String(body.length) }
    return Promise.resolve(api.api.request(url, { method: init.method, headers, body }))
  }
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, new URLSearchParams(), {
    [oauth.customFetch]: customFetch,
  })
  return oauth.processClientCredentialsResponse(server, client, response)
}

describe('an independent OAuth client (oauth4webapi)', () => {
  test.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])('%s', async (_, authentication) => {
    const { clientId, clientSecret } = await api.newHospital()
    const answer = await grant({ client_id: clientId }, authentication(clientSecret))
    expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 900 })
    const list = await api.request('GET', '/api/emr/v1/sign-in-status', { bearer: answer.access_token })
    expect(list.status).toBe(200)
    const refused = grant({ client_id: clientId }, authentication('wrong'))
    await expect(refused).rejects.toMatchObject({ status: 401 })
  })

  test('private_key_jwt', async () => {
    const { facilityId } = await api.newHospital()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const clientId = `emr-${randomUUID()}`
    const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'k1' }] }
    const client = { facilityId, clientId, name: 'テスト電子カルテ', origins: [emrOrigin], jwks, actor: 'system' }
    await createEmrClient(api.context, client, testOrigin)
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    const answer = await grant({ client_id: clientId }, oauth.PrivateKeyJwt({ key, kid: 'k1' }))
    expect(answer.expires_in).toBe(900)
  })
})

describe('refusals have the form of RFC 6749 §5.2', () => {
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['no grant type', { client_id: 'x', client_secret: 'y' }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password', client_id: 'x', client_secret: 'y' }, 400, 'unsupported_grant_type'],
    ['no client', { grant_type: 'client_credentials' }, 401, 'invalid_client'],
    [
      'an unknown client',
      { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' },
      401,
      'invalid_client',
    ],
    [
      'an assertion without its type',
      { grant_type: 'client_credentials', client_assertion: 'x' },
      400,
      'invalid_request',
    ],
    [
      'a secret longer than any of ours',
      { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y'.repeat(999) },
      401,
      'invalid_client',
    ],
  ])('%s', async (_, form, status, error) => {
    const answer = await api.request('POST', path, { form })
    expect([answer.status, answer.body['error']]).toEqual([status, error])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('two ways to say who one is are one too many', async () => {
    const { clientId, clientSecret } = await api.newHospital()
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const both = await api.request('POST', path, { form, headers: basic(clientId, clientSecret) })
    expect([both.status, both.body['error']]).toEqual([400, 'invalid_request'])
    expect((await api.request('POST', path, { form })).status).toBe(200)
  })

  test('a wrong Basic is answered with a challenge', async () => {
    const answer = await api.request('POST', path, {
      form: { grant_type: 'client_credentials' },
      headers: basic('x', 'y'),
    })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
  })

  test('JSON is not the form of a token request', async () => {
    const answer = await api.request('POST', path, { json: { grant_type: 'client_credentials' } })
    expect([answer.status, answer.body['error']]).toEqual([415, 'invalid_request'])
  })
})
