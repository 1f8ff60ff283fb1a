import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import type { AppError } from '@/lib/kernel/app-error'
import { authorityUrl, fifty, tally, testOrigin } from '../testing/authority-world'
import { signInWorld, type TestClient } from '../testing/sign-in-world'
import { authenticateClient } from './authenticate-client'
import { createFacilityClient } from './create-facility-client'
import { disableFacilityClient } from './disable-facility-client'
import { findLiveByClientId, insertAssertionOnce } from './facility-client.store'

const world = signInWorld()
const { context, auditOf } = world
const endpoint = `${authorityUrl}/oauth2/introspect`
const seconds = () => Math.floor(Date.now() / 1000)

function present(unverifiedAssertion: string, unverifiedClientId: string | null = null) {
  const presented = { unverifiedAssertion, unverifiedClientId, certificateThumbprint: null, endpoint }
  return authenticateClient(context, presented, testOrigin)
}

test.each([
  { name: 'the issuer as audience', audience: authorityUrl },
  { name: 'the token endpoint', audience: `${authorityUrl}/oauth2/token` },
  { name: 'the endpoint that was called', audience: endpoint },
  { name: 'both in a list', audience: [authorityUrl, endpoint] },
  { name: 'five minutes to live', audience: authorityUrl, claims: { exp: seconds() + 299 } },
  { name: 'a clock a little ahead', audience: authorityUrl, claims: { iat: seconds() + 30, exp: seconds() + 90 } },
])('an assertion with $name is accepted', async ({ audience, claims }) => {
  const client = await world.newClient()
  const assertion = await client.assert(audience, claims)
  await expect(present(assertion, client.clientId)).resolves.toMatchObject({ id: client.id, clientId: client.clientId })
})

const refused: readonly {
  name: string
  make: (client: TestClient, other: TestClient) => Promise<string>
  reason: string
  /** What a client that proved the key gets. */
  told?: 'clock_skew' | 'assertion'
}[] = [
  {
    name: 'another audience',
    make: (client) => client.assert('https://evil.example'),
    reason: 'foreign audience',
    told: 'assertion',
  },
  {
    name: 'a foreign audience beside ours',
    make: (client) => client.assert([authorityUrl, 'https://evil.example']),
    reason: 'foreign audience',
    told: 'assertion',
  },
  {
    name: 'an expired life',
    make: (client) => client.assert(authorityUrl, { iat: seconds() - 400, exp: seconds() - 120 }),
    reason: 'clock skew: expired',
    told: 'clock_skew',
  },
  {
    name: 'ten minutes to live',
    make: (client) => client.assert(authorityUrl, { exp: seconds() + 600 }),
    reason: 'lives too long',
    told: 'assertion',
  },
  {
    name: 'a time from the future',
    make: (client) => client.assert(authorityUrl, { iat: seconds() + 200, exp: seconds() + 260 }),
    reason: 'clock skew: iat',
    told: 'clock_skew',
  },
  {
    name: 'an empty jti',
    make: (client) => client.assert(authorityUrl, { jti: '' }),
    reason: 'jti',
    told: 'assertion',
  },
  {
    name: 'a key of another hospital',
    make: (client, other) => sign(client, other),
    reason: 'signature',
  },
  { name: 'an unknown kid', make: (client) => sign(client, client, { kid: 'k2' }), reason: 'unknown kid' },
  { name: 'the public key as HMAC secret', make: (client) => hmac(client), reason: 'algorithm' },
]

test.each(refused)('AT-10 $name is refused, told only to whoever proved the key, and audited', async (row) => {
  const { make, reason, told } = row
  const [client, other] = [await world.newClient(), await world.newClient()]
  const refusal: unknown = await present(await make(client, other)).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'request.unauthorized' })
  expect((refusal as AppError).params).toEqual(told === undefined ? {} : { reason: told })
  expect((await auditOf(client.id)).at(-1)).toBe(`facility_client.authenticate failure request.unauthorized ${reason}`)
})

test('AT-49 times that no clock would make right are not taken for a clock, nor is an unsigned claim of one', async () => {
  const [client, other] = [await world.newClient(), await world.newClient()]
  const hour = 3_600
  const paramsOf = (assertion: string) =>
    present(assertion).then(
      () => 'accepted',
      (error: unknown) => (error as AppError).params,
    )
  const times = { iat: seconds() + hour, exp: seconds() + hour + 60 }
  expect(await paramsOf(await client.assert(authorityUrl, times))).toEqual({ reason: 'clock_skew' })
  const lived = { iat: seconds() + hour, exp: seconds() + hour + 900 }
  expect(await paramsOf(await client.assert(authorityUrl, lived))).toEqual({ reason: 'assertion' })
  const foreign = await client.assert('https://evil.example', times)
  expect(await paramsOf(foreign)).toEqual({ reason: 'assertion' })
  expect(
    await paramsOf(await other.assert(authorityUrl, { ...times, iss: client.clientId, sub: client.clientId })),
  ).toEqual({})
})

test.each([
  { name: 'no JWT', make: async () => 'x' },
  {
    name: 'an unsigned JWT',
    make: async (client: TestClient) => new UnsecuredJWT({ iss: client.clientId, sub: client.clientId }).encode(),
  },
  {
    name: 'a subject other than the issuer',
    make: (client: TestClient) => client.assert(authorityUrl, { sub: 'other' }),
  },
  {
    name: 'an unknown client',
    make: (client: TestClient) => client.assert(authorityUrl, { iss: 'nobody', sub: 'nobody' }),
  },
])('AT-34 $name answers in the same words', async ({ make }) => {
  await expect(present(await make(await world.newClient()))).rejects.toMatchObject({
    code: 'request.unauthorized',
    params: {},
  })
})

test('a client_id beside the assertion must be its own', async () => {
  const [client, other] = [await world.newClient(), await world.newClient()]
  await expect(present(await client.assert(authorityUrl), other.clientId)).rejects.toMatchObject({
    code: 'request.unauthorized',
  })
})

test('RFC 7523 of 50 uses of one assertion at once one is accepted, and replays are audited', async () => {
  const client = await world.newClient()
  const assertion = await client.assert(authorityUrl)
  const { passed, codes } = tally(await fifty(() => present(assertion)))
  expect(passed).toBe(1)
  expect(codes).toEqual({ 'request.unauthorized': 20, 'request.rate_limited': 29 })
  const audit = await auditOf(client.id)
  expect(audit.filter((line) => line.endsWith('assertion replayed'))).toHaveLength(20)
  await expect(present(await client.assert(authorityUrl))).resolves.toBeDefined()
})

test('assertions long past their life are swept, those that could still be replayed stay', async () => {
  const client = await world.newClient()
  const facilityClientId = client.id
  const version = (await findLiveByClientId(world.db, client.clientId))?.version ?? ''
  const hashOf = (first: number, last: number) => Buffer.concat([Buffer.alloc(31, first), Buffer.from([last])])
  for (const [place, minutes] of [-60, -11, -9, 5].entries()) {
    const expiresAt = new Date(Date.now() + minutes * 60_000)
    await insertAssertionOnce(world.db, { facilityClientId, version, jtiHash: hashOf(255, place), expiresAt })
  }
  await insertAssertionOnce(world.db, {
    facilityClientId,
    version,
    jtiHash: hashOf(0, 0),
    expiresAt: new Date(),
  })
  const left = await world.db.prisma.clientAssertion.findMany({ where: { facilityClientId } })
  expect(left.map(({ jtiHash }) => jtiHash.at(-1)).sort()).toEqual([0, 2, 3])
})

test('a key that was replaced is refused at once, and the new one accepted, however often the client was seen before', async () => {
  const [client, other] = [await world.newClient(), await world.newClient()]
  await present(await client.assert(authorityUrl))
  await world.db.sql`
    UPDATE authority.facility_client SET jwks = (SELECT jwks FROM authority.facility_client WHERE id = ${other.id})
    WHERE id = ${client.id}`
  await expect(present(await client.assert(authorityUrl))).rejects.toMatchObject({ code: 'request.unauthorized' })
  await expect(present(await sign(client, other))).resolves.toMatchObject({ id: client.id })
})

test('the name of a hospital is the one it has now', async () => {
  const client = await world.newClient()
  await present(await client.assert(authorityUrl))
  await world.db.sql`UPDATE authority.facility_client SET name = '改名テスト病院' WHERE id = ${client.id}`
  await expect(present(await client.assert(authorityUrl))).resolves.toMatchObject({ name: '改名テスト病院' })
})

test.each([
  { name: 'an extension', header: { crit: ['exp'] } },
  { name: 'an unencoded payload', header: { crit: ['b64'], b64: false } },
  { name: 'another algorithm beside its key', header: { alg: 'ES384' } },
  { name: 'no algorithm', header: { alg: 'none' } },
])('RFC 7515 a header with $name is refused, though the signature is right', async ({ header }) => {
  const client = await world.newClient()
  await expect(present(signRaw(client, header))).rejects.toMatchObject({ code: 'request.unauthorized' })
  await expect(present(signRaw(client, {}))).resolves.toMatchObject({ id: client.id })
})

test('AT-15 a disabled hospital is as an unknown one, at once', async () => {
  const client = await world.newClient()
  await present(await client.assert(authorityUrl))
  await disableFacilityClient(context, { clientId: client.clientId, reason: 'test' }, testOrigin)
  await expect(present(await client.assert(authorityUrl))).rejects.toMatchObject({ code: 'request.unauthorized' })
  await expect(
    disableFacilityClient(context, { clientId: client.clientId, reason: 'test' }, testOrigin),
  ).rejects.toMatchObject({ code: 'facility_client.unknown' })
})

test.each(['PS256', 'RS256'] as const)('an RSA key registered for %s signs with that and nothing else', async (alg) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const clientId = `rsa-${alg}`
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg }] }
  await createFacilityClient(context, { clientId, name: 'テスト病院', jwks }, testOrigin)
  const claims = { iss: clientId, sub: clientId, aud: authorityUrl, exp: seconds() + 60 }
  const signed = (as: string) =>
    new SignJWT({ ...claims, jti: crypto.randomUUID() }).setProtectedHeader({ alg: as, kid: 'k1' }).sign(privateKey)
  await expect(present(await signed(alg))).resolves.toMatchObject({ clientId })
  await expect(present(await signed(alg === 'PS256' ? 'RS256' : 'PS256'))).rejects.toMatchObject({
    code: 'request.unauthorized',
  })
})

test('a client is made once, of public keys only', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const make = (clientId: string, key: object) =>
    createFacilityClient(context, { clientId, name: 'テスト病院', jwks: { keys: [key] } }, testOrigin)
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' }
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })
  for (const bad of [
    { ...jwk, kid: '' },
    { ...privateKey.export({ format: 'jwk' }), kid: 'k1' },
    { ...small, kid: 'k1' },
    { ...p384, kid: 'k1' },
    { ...jwk, x: 'AAAA' },
    { ...jwk, use: 'enc' },
  ]) {
    await expect(make('bad', bad)).rejects.toMatchObject({ code: 'facility_client.invalid_keys' })
  }
  const { passed, codes } = tally(await fifty(() => make('once', jwk)))
  expect({ passed, codes }).toEqual({ passed: 1, codes: { 'facility_client.already_exists': 49 } })
})

function sign(client: TestClient, signer: TestClient, { kid } = { kid: 'k1' }): Promise<string> {
  const claims = { iss: client.clientId, sub: client.clientId, aud: authorityUrl, jti: crypto.randomUUID() }
  return new SignJWT({ ...claims, exp: seconds() + 60 })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(signer.privateKey)
}

/** Signs whatever header is given with the client's own key. */
function signRaw(client: TestClient, header: object): string {
  const claims = { iss: client.clientId, sub: client.clientId, aud: authorityUrl, jti: crypto.randomUUID() }
  const parts = [
    { alg: 'ES256', kid: 'k1', ...header },
    { ...claims, exp: seconds() + 60 },
  ]
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const key = { key: client.privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${input}.${signBytes('sha256', Buffer.from(input), key).toString('base64url')}`
}

function hmac(client: TestClient): Promise<string> {
  const claims = { iss: client.clientId, sub: client.clientId, aud: authorityUrl, jti: crypto.randomUUID() }
  return new SignJWT({ ...claims, exp: seconds() + 60 })
    .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    .sign(new TextEncoder().encode('a public key is no secret at all'))
}
