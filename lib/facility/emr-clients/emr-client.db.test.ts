import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import { emrOrigin, facilitySettings, facilityWorld, fifty, tally, testOrigin } from '../testing/facility-world'
import { authenticateEmrBearer } from './authenticate-emr-bearer'
import { createEmrClient } from './create-emr-client'
import { disableEmrClient } from './disable-emr-client'
import { readEmbedOrigins } from './emr-client.store'
import { issueEmrAccessToken } from './issue-emr-access-token'

const world = facilityWorld()
const { context, db } = world
const tokenUrl = `${facilitySettings.facilityUrl}/api/emr/v1/token`
const bySecret = (clientId: string, secret: string) =>
  issueEmrAccessToken(context, { by: 'secret', clientId, secret }, testOrigin)
const byAssertion = (assertion: string) =>
  issueEmrAccessToken(context, { by: 'assertion', clientId: null, assertion }, testOrigin)
const refused = { code: 'request.unauthorized' }

type Forgery = { alg?: string; key?: Parameters<SignJWT['sign']>[0]; without?: 'jti' | 'exp' }

async function newKeyClient() {
  const { facilityId } = await world.newHospital()
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const clientId = `emr-${randomUUID()}`
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', kty: 'EC' }] }
  const client = { facilityId, clientId, name: 'テスト電子カルテ', origins: [emrOrigin], jwks, actor: 'system' }
  const created = await createEmrClient(context, client, testOrigin)
  const now = Math.floor(Date.now() / 1000)
  const usual = { iss: clientId, sub: clientId, aud: tokenUrl, jti: randomUUID(), iat: now, exp: now + 60 }
  const assert = (claims: JWTPayload = {}, { alg = 'ES256', key = privateKey, without }: Forgery = {}) => {
    const payload: JWTPayload = { ...usual, jti: randomUUID(), ...claims }
    if (without !== undefined) delete payload[without]
    return new SignJWT(payload).setProtectedHeader({ alg, kid: 'k1' }).sign(key)
  }
  return { ...created, clientId, facilityId, assert, now }
}

describe('client credentials', () => {
  test('a right secret opens its own facility for fifteen minutes', async () => {
    const hospital = await world.newHospital()
    const { accessToken, expiresInSeconds } = await bySecret(hospital.clientId, hospital.clientSecret)
    expect(expiresInSeconds).toBe(900)
    expect(await authenticateEmrBearer(context, accessToken)).toMatchObject(hospital.principal)
  })

  test('AT-34 a wrong secret, an unknown client and another’s secret are refused alike', async () => {
    const [own, other] = [await world.newHospital(), await world.newHospital()]
    for (const [clientId, secret] of [
      [own.clientId, 'wrong'],
      ['nobody', own.clientSecret],
      [own.clientId, other.clientSecret],
      [own.clientId, ''],
    ] as const) {
      await expect(bySecret(clientId, secret)).rejects.toMatchObject(refused)
    }
    expect(await world.auditOf(own.principal.emrClientId)).toContain(
      'emr_client.token failure request.unauthorized credentials',
    )
    await expect(bySecret(own.clientId, own.clientSecret)).resolves.toBeDefined()
  })

  test('AT-03 a bearer ends by the database’s clock; AT-15 it ends with its client', async () => {
    const hospital = await world.newHospital()
    const { accessToken } = await bySecret(hospital.clientId, hospital.clientSecret)
    await authenticateEmrBearer(context, accessToken)
    await disableEmrClient(context, { ...hospital.principal, actor: 'system' }, testOrigin)
    await expect(authenticateEmrBearer(context, accessToken)).rejects.toMatchObject(refused)
    await expect(bySecret(hospital.clientId, hospital.clientSecret)).rejects.toMatchObject(refused)
    const other = await world.newHospital()
    const bearer = (await bySecret(other.clientId, other.clientSecret)).accessToken
    await db.sql`UPDATE facility.emr_access_token SET expires_at = clock_timestamp() - interval '1 millisecond'`
    await expect(authenticateEmrBearer(context, bearer)).rejects.toMatchObject(refused)
  })

  test('who only knows a client id cannot shut the real EMR out', async () => {
    const hospital = await world.newHospital()
    const elsewhere = { ...testOrigin, address: '198.51.100.9' }
    const guess = () =>
      issueEmrAccessToken(context, { by: 'secret', clientId: hospital.clientId, secret: 'x' }, elsewhere)
    const outcomes = tally(await Promise.allSettled(Array.from({ length: 70 }, guess)))
    expect(outcomes.passed).toBe(0)
    expect(outcomes.codes['request.rate_limited']).toBeGreaterThanOrEqual(10)
    await expect(bySecret(hospital.clientId, hospital.clientSecret)).resolves.toBeDefined()
  })
})

describe('private_key_jwt (RFC 7523)', () => {
  test('AT-49 an assertion is judged by the database’s clock, whatever this process’s clock shows', async () => {
    const { assert } = await newKeyClient()
    const [right, late] = [await assert(), await assert()]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 })
    try {
      await expect(byAssertion(right)).resolves.toMatchObject({ expiresInSeconds: 900 })
      await expect(byAssertion(await assert({ exp: Math.floor(Date.now() / 1000) + 60 }))).rejects.toMatchObject(
        refused,
      )
      vi.setSystemTime(Date.now() - 4 * 3_600_000)
      await expect(byAssertion(late)).resolves.toMatchObject({ expiresInSeconds: 900 })
    } finally {
      vi.useRealTimers()
    }
  })

  test('an assertion opens once: of 50 at once one', async () => {
    const { assert } = await newKeyClient()
    const assertion = await assert()
    const outcomes = await fifty(() => byAssertion(assertion))
    expect(tally(outcomes)).toEqual({ passed: 1, codes: { 'request.unauthorized': 49 } })
    await expect(byAssertion(await assert())).resolves.toBeDefined()
  })

  test('AT-33 it stays used while a process whose clock is behind the database’s would still accept it', async () => {
    const { assert, emrClientId } = await newKeyClient()
    const assertion = await assert()
    await byAssertion(assertion)
    await db.sql`
      UPDATE facility.emr_client_assertion SET expires_at = clock_timestamp() - interval '1 minute'
      WHERE emr_client_id = ${emrClientId}`
    await expect(byAssertion(await assert())).resolves.toBeDefined()
    await expect(byAssertion(assertion)).rejects.toMatchObject(refused)
  })

  test.each<[string, (now: number) => JWTPayload, Forgery?]>([
    ['for another audience', () => ({ aud: 'https://authority.example.jp' })],
    ['already ended', (now) => ({ iat: now - 180, exp: now - 90 })],
    ['with an hour to live', (now) => ({ exp: now + 3_600 })],
    ['without jti', () => ({}), { without: 'jti' }],
    ['of another issuer', () => ({ iss: 'somebody' })],
    ['without an end', () => ({}), { without: 'exp' }],
    ['not yet valid', (now) => ({ nbf: now + 120 })],
  ])('%s it is refused', async (_, claims, forgery) => {
    const { assert, now } = await newKeyClient()
    await expect(byAssertion(await assert(claims(now), forgery))).rejects.toMatchObject(refused)
    await expect(byAssertion(await assert({ aud: facilitySettings.facilityUrl }))).resolves.toBeDefined()
  })

  test('another key, a shared secret as algorithm, none at all: refused', async () => {
    const { assert, clientId } = await newKeyClient()
    const shared = new TextEncoder().encode('x'.repeat(32))
    const { privateKey: stranger } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await expect(byAssertion(await assert({}, { key: stranger }))).rejects.toMatchObject(refused)
    await expect(byAssertion(await assert({}, { alg: 'HS256', key: shared }))).rejects.toMatchObject(refused)
    const none = [{ alg: 'none' }, { iss: clientId, sub: clientId, aud: tokenUrl, jti: randomUUID(), exp: 4e9 }]
    const parts = none.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    await expect(byAssertion(`${parts.join('.')}.`)).rejects.toMatchObject(refused)
    await expect(byAssertion('nonsense')).rejects.toMatchObject(refused)
  })

  test('a client with keys has no secret', async () => {
    const { clientId, clientSecret } = await newKeyClient()
    expect(clientSecret).toBeNull()
    await expect(bySecret(clientId, '')).rejects.toMatchObject(refused)
  })
})

describe('origins', () => {
  test('AT-31 an origin that is none is not taken', async () => {
    const { facilityId } = await world.newHospital()
    const client = { facilityId, clientId: 'x', name: 'x', origins: ['https://*.example.jp'], actor: 'system' }
    await expect(createEmrClient(context, client, testOrigin)).rejects.toMatchObject({
      code: 'emr_client.invalid_origin',
    })
  })

  test('only live clients of live facilities may embed', async () => {
    const { facilityId } = await world.newHospital()
    const add = async (origin: string) => {
      const client = { facilityId, clientId: randomUUID(), name: 'x', origins: [origin], actor: 'system' }
      return createEmrClient(context, client, testOrigin)
    }
    const { emrClientId } = await add('https://disabled.example.jp')
    await add('https://live.example.jp')
    expect(await readEmbedOrigins(db)).toEqual(
      expect.arrayContaining(['https://disabled.example.jp', 'https://live.example.jp']),
    )
    await disableEmrClient(context, { facilityId, emrClientId, actor: 'system' }, testOrigin)
    expect(await readEmbedOrigins(db)).not.toContain('https://disabled.example.jp')
    await db.sql`UPDATE facility.facility SET disabled_at = now() WHERE id = ${facilityId}`
    expect(await readEmbedOrigins(db)).not.toContain('https://live.example.jp')
  })
})
