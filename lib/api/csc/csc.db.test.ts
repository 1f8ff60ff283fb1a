import { verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createTestHierarchy } from '@/lib/authority/certificate-authorities/create-test-hierarchy'
import { addSigning, documentHash, type Signer } from '@/lib/authority/testing/signature-world'
import { parseTimestampToken } from '@/lib/pki/timestamp/parse-timestamp-token'
import { authorityServer } from '../testing/authority-server'

const server = await authorityServer()
const world = addSigning(server, server.newPhone)
const { url, db } = server

const sha256 = '2.16.840.1.101.3.4.2.1'
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const sha256WithRsa = '1.2.840.113549.1.1.11'
const rsaEncryption = '1.2.840.113549.1.1.1'

/** A stranger's client: what the standard's text says and nothing that is ours. */
function strangersClient(version: 1 | 2, token: string | null) {
  const [hashes, hashAlgorithm] = version === 1 ? ['hash', 'hashAlgo'] : ['hashes', 'hashAlgorithmOID']
  async function call(method: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/csc/v${version}/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await response.text()
    expect(response.headers.get('content-type') ?? '', text).toMatch(text === '' ? /^$/ : /^application\/json/)
    return { status: response.status, headers: response.headers, json: text === '' ? null : JSON.parse(text) }
  }
  return { hashes, hashAlgorithm, call }
}

function base64(value: number | string): string {
  return Buffer.from(documentHash(value)).toString('base64')
}

const malformedJson =
  'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.'

const spoiled = Symbol('left out')

describe.each([1, 2] as const)('CSC API v%i', (version) => {
  const { hashes, hashAlgorithm } = strangersClient(version, null)
  const clientOf = ({ accessToken }: Signer) => strangersClient(version, accessToken)
  const authorizeBody = ({ credential }: Signer, changes: Record<string, unknown> = {}) =>
    without({ credentialID: credential.id, numSignatures: 1, [hashes]: [base64(1)], ...changes })
  const signBody = ({ credential }: Signer, SAD: string, changes: Record<string, unknown> = {}) =>
    without({ credentialID: credential.id, SAD, [hashes]: [base64(1)], signAlgo: ecdsaWithSha256, ...changes })

  async function newSad(signer: Signer, changes: Record<string, unknown> = {}): Promise<string> {
    const { status, json } = await clientOf(signer).call('credentials/authorize', authorizeBody(signer, changes))
    expect(status, JSON.stringify(json)).toBe(200)
    return json.SAD
  }

  test('info, by POST and by GET, offers exactly what answers', async () => {
    const { status, json } = await strangersClient(version, null).call('info', { lang: 'ja' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ region: 'JP', lang: 'ja-JP', authType: ['external'] })
    expect(json.specs).toBe(version === 1 ? '1.0.3.0' : '2.0.0.0')
    const byGet = await fetch(`${url}/csc/v${version}/info`, { headers: { 'accept-language': 'en' } })
    expect(await byGet.json()).toMatchObject({ lang: 'en-US', methods: json.methods })
    const logo = await fetch(json.logo)
    expect(logo.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await logo.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    for (const method of [...json.methods, 'signatures/signDoc', 'credentials/sendOTP', 'oauth2/token', 'x']) {
      const answer = await strangersClient(version, null).call(method, {})
      expect(answer.status, method).toBe(json.methods.includes(method) ? 400 : 501)
    }
  })

  test.each(['p-256', 'rsa-2048'] as const)(
    '%s: a stranger finds the credential, authorises, signs and verifies in order',
    async (algorithm) => {
      const signer = await world.signer({ algorithm })
      const { call } = clientOf(signer)
      const list = await call('credentials/list', {})
      expect(list.json.credentialIDs).toEqual([signer.credential.id])
      const info = await call('credentials/info', {
        credentialID: signer.credential.id,
        certificates: 'chain',
        certInfo: true,
        authInfo: true,
      })
      expect(info.json).toMatchObject({
        SCAL: '2',
        multisign: 1000,
        key: { status: 'enabled' },
        cert: { status: 'valid' },
      })
      expect(info.json.cert.certificates).toHaveLength(3)
      expect(info.json.cert.subjectDN).toContain('CN=Taro Mihon')
      if (version === 1) expect(info.json.authMode).toBe('implicit')
      else expect(info.json.auth).toEqual({ mode: 'explicit', expression: '', objects: [] })
      const numbers = Array.from({ length: 100 }, (_, index) => index)
      const SAD = await newSad(signer, { numSignatures: 100, [hashes]: numbers.map(base64), [hashAlgorithm]: sha256 })
      const order = numbers.map((index) => (index * 37) % 100)
      const [signAlgo] = info.json.key.algo
      const signed = await call('signatures/signHash', signBody(signer, SAD, { [hashes]: order.map(base64), signAlgo }))
      expect(signed.status, JSON.stringify(signed.json)).toBe(200)
      const { publicKey } = new X509Certificate(Buffer.from(info.json.cert.certificates[0], 'base64'))
      for (const [place, signature] of signed.json.signatures.entries()) {
        const octets = Buffer.from(signature, 'base64')
        expect(verify('sha256', Buffer.from(`document ${order[place]}`), publicKey, octets), `place ${place}`).toBe(
          true,
        )
      }
    },
  )

  test('what was not asked for is absent', async () => {
    const signer = await world.signer()
    const { json } = await clientOf(signer).call('credentials/info', {
      credentialID: signer.credential.id,
      certificates: 'none',
    })
    expect(json.cert).toEqual({ status: 'valid' })
    expect(json.auth).toBeUndefined()
  })

  test('extendTransaction moves what is left to other hashes', async () => {
    const signer = await world.signer()
    const { call } = clientOf(signer)
    const SAD = await newSad(signer, { numSignatures: 2 })
    await call('signatures/signHash', signBody(signer, SAD))
    const body = { credentialID: signer.credential.id, SAD, [hashes]: [base64(2)] }
    const extended = await call('credentials/extendTransaction', body)
    expect(extended.json).toMatchObject({ expiresIn: expect.any(Number) })
    const second = signBody(signer, extended.json.SAD, { [hashes]: [base64(2)] })
    expect((await call('signatures/signHash', second)).status).toBe(200)
    expect((await call('credentials/extendTransaction', body)).json.error_description).toBe('Invalid parameter SAD')
  })

  test('Idempotency-Key: the same request gives the same signatures, another one is refused', async () => {
    const signer = await world.signer()
    const { call } = clientOf(signer)
    const SAD = await newSad(signer)
    const key = { 'idempotency-key': 'prescription-1' }
    const first = await call('signatures/signHash', signBody(signer, SAD), key)
    expect(await call('signatures/signHash', signBody(signer, SAD), key)).toMatchObject({
      status: 200,
      json: first.json,
    })
    const other = signBody(signer, SAD, { [hashes]: [base64(2)] })
    expect((await call('signatures/signHash', other, key)).json.error_description).toBe(
      'Invalid parameter Idempotency-Key',
    )
    expect((await call('signatures/signHash', signBody(signer, SAD))).json.error_description).toBe(
      'Invalid parameter SAD',
    )
  })

  test.each([
    ['hash missing', { hash: spoiled }, 'Missing (or invalid type) string parameter hash'],
    ['hash empty', { hash: '' }, 'Empty hash parameter'],
    ['hash not base64', { hash: '!' }, 'Invalid Base64 hash string parameter'],
    ['hash too short', { hash: 'AAAA' }, 'Invalid digest value length'],
    ['hashAlgo missing', { hashAlgo: spoiled }, 'Missing (or invalid type) string parameter hashAlgo'],
    ['SHA-1', { hashAlgo: '1.3.14.3.2.26' }, 'Invalid parameter hashAlgo'],
    ['nonce no hexadecimal', { nonce: 'xyz' }, 'Invalid parameter nonce'],
  ])('signatures/timestamp: %s', async (_, changes, text) => {
    const signer = await world.signer()
    const body = without({ hash: base64(1), hashAlgo: sha256, nonce: '00ff', ...changes })
    const answer = await clientOf(signer).call('signatures/timestamp', body)
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request', error_description: text } })
  })

  test('signatures/timestamp: a token over the digest, with the nonce', async () => {
    await createTestHierarchy(server.context)
    const signer = await world.signer()
    const body = { hash: base64(1), hashAlgo: sha256, nonce: '00ff' }
    const { status, json } = await clientOf(signer).call('signatures/timestamp', body)
    expect(status, JSON.stringify(json)).toBe(200)
    const token = parseTimestampToken(new Uint8Array(Buffer.from(json.timestamp, 'base64')))
    if (!('info' in token)) throw new Error('no token')
    expect(token.info.imprint.digest).toEqual(documentHash(1))
    expect([...(token.info.nonce ?? [])]).toEqual([0, 255])
  })

  test('auth/revoke ends the token, and with it every other method', async () => {
    const signer = await world.signer()
    const { call } = clientOf(signer)
    expect((await call('auth/revoke', { token: 'other' })).json.error_description).toBe(
      'Invalid string parameter token',
    )
    expect((await call('auth/revoke', { token: signer.accessToken })).status).toBe(204)
    expect(await call('credentials/list', {})).toMatchObject({ status: 401, json: { error: 'expired_token' } })
  })

  const malformed =
    version === 1
      ? 'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.'
      : 'Malformed authorization header'

  test.each([
    { name: 'no header', header: null, status: 400, error: 'invalid_request', text: malformed },
    { name: 'another scheme', header: 'Basic eDp5', status: 400, error: 'invalid_request', text: malformed },
    {
      name: 'an unknown token',
      header: `Bearer ${'Z'.repeat(43)}`,
      status: 401,
      error: 'invalid_token',
      text: undefined,
    },
  ])('$name is $status $error', async ({ header, status, error, text }) => {
    for (const method of ['credentials/list', 'credentials/info', 'credentials/authorize', 'signatures/signHash']) {
      const answer = await strangersClient(version, null).call(
        method,
        '{',
        header === null ? {} : { authorization: header },
      )
      expect(answer).toMatchObject({
        status,
        json: { error, ...(text === undefined ? {} : { error_description: text }) },
      })
    }
  })

  test.each([
    ['{', malformedJson],
    ['[]', malformedJson],
    ['"x"', malformedJson],
    ['null', malformedJson],
    [{ clientData: 1 }, 'Invalid parameter clientData'],
  ])('body %j is refused', async (body, text) => {
    const signer = await world.signer()
    for (const method of ['credentials/list', 'credentials/authorize', 'signatures/signHash']) {
      expect(await clientOf(signer).call(method, body)).toMatchObject({
        status: 400,
        json: { error: 'invalid_request', error_description: text },
      })
    }
  })

  const hashTexts: [name: string, value: unknown, text: string][] = [
    ['missing', spoiled, 'Missing (or invalid type) array parameter hash'],
    ['a text', base64(1), 'Missing (or invalid type) array parameter hash'],
    ['empty', [], 'Empty hash array'],
    ['not base64', ['!'], 'Invalid Base64 hash string parameter'],
    ['base64url', [base64('x').replace(/=$/, '-')], 'Invalid Base64 hash string parameter'],
    ['no text', [1], 'Invalid Base64 hash string parameter'],
    ['too short', ['AAAA'], 'Invalid digest value length'],
    ['SHA-1', [Buffer.alloc(20).toString('base64')], 'Invalid digest value length'],
  ]

  test.each([
    ['credentialID missing', { credentialID: spoiled }, 'Missing (or invalid type) string parameter credentialID'],
    ['credentialID no text', { credentialID: 1 }, 'Missing (or invalid type) string parameter credentialID'],
    ['credentialID unknown', { credentialID: 'x' }, 'Invalid parameter credentialID'],
    ['numSignatures missing', { numSignatures: spoiled }, 'Missing (or invalid type) integer parameter numSignatures'],
    ['numSignatures text', { numSignatures: '1' }, 'Missing (or invalid type) integer parameter numSignatures'],
    ['numSignatures 0', { numSignatures: 0 }, 'Invalid value for parameter numSignatures'],
    ['numSignatures beyond multisign', { numSignatures: 1_001 }, 'Numbers of signatures is too high'],
    ['more hashes than signatures', { [hashes]: [base64(1), base64(2)] }, 'Numbers of signatures is too high'],
    ['weak hash algorithm', { [hashAlgorithm]: '1.3.14.3.2.26' }, `Invalid parameter ${hashAlgorithm}`],
    ...hashTexts.map(([name, value, text]) => [`hashes ${name}`, { [hashes]: value }, text] as const),
  ] as const)('credentials/authorize: %s', async (_, changes, text) => {
    const signer = await world.signer()
    const answer = await clientOf(signer).call('credentials/authorize', authorizeBody(signer, changes))
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request', error_description: text } })
  })

  test.each([
    ['credentialID missing', { credentialID: spoiled }, 'Missing (or invalid type) string parameter credentialID'],
    ['credentialID unknown, hashes wrong too', { credentialID: 'x', [hashes]: [] }, 'Invalid parameter credentialID'],
    ['SAD missing', { SAD: spoiled }, 'Missing (or invalid type) string parameter SAD'],
    ['SAD unknown, hashes wrong too', { SAD: 'x', [hashes]: [] }, 'Invalid parameter SAD'],
    [
      'another hash',
      { [hashes]: [base64(2)] },
      version === 1 ? 'Hash is not authorized by the SAD.' : 'Hash is not authorized by the SAD',
    ],
    ['signAlgo missing', { signAlgo: spoiled }, 'Missing (or invalid type) string parameter signAlgo'],
    ['signAlgo SHA-1', { signAlgo: '1.2.840.113549.1.1.5' }, 'Invalid parameter signAlgo'],
    ['signAlgo of another key', { signAlgo: sha256WithRsa }, 'Invalid parameter signAlgo'],
    [
      'no hash algorithm beside rsaEncryption',
      { signAlgo: rsaEncryption },
      `Missing (or invalid type) string parameter ${hashAlgorithm}`,
    ],
    ['weak hash algorithm', { [hashAlgorithm]: '1.3.14.3.2.26' }, `Invalid parameter ${hashAlgorithm}`],
    ...hashTexts.map(([name, value, text]) => [`hashes ${name}`, { [hashes]: value }, text] as const),
  ] as const)('signatures/signHash: %s, and nothing is spent', async (_, changes, text) => {
    const signer = await world.signer()
    const SAD = await newSad(signer)
    const { call } = clientOf(signer)
    const answer = await call('signatures/signHash', signBody(signer, SAD, changes))
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request', error_description: text } })
    expect(await call('signatures/signHash', signBody(signer, SAD))).toMatchObject({ status: 200 })
  })

  test('one token fills the ledger with no more than 10,000 hashes an hour; another goes on', async () => {
    const [signer, other] = [await world.signer(), await world.signer()]
    const authorize = (who: Signer) => {
      const values = Array.from({ length: 1_000 }, (_, place) => base64(place))
      return clientOf(who).call('credentials/authorize', authorizeBody(who, { numSignatures: 1_000, [hashes]: values }))
    }
    for (let call = 0; call < 10; call += 1) expect((await authorize(signer)).status).toBe(200)
    const refused = await authorize(signer)
    expect(refused).toMatchObject({ status: 429, json: { error_description: 'Too many requests' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await authorize(other)).status).toBe(200)
  })

  test('another holder’s credential is as if it were not there', async () => {
    const [signer, other] = [await world.signer(), await world.signer()]
    const { call } = clientOf(signer)
    for (const method of ['credentials/info', 'credentials/authorize']) {
      const theirs = await call(method, authorizeBody(signer, { credentialID: other.credential.id }))
      expect(theirs.json.error_description).toBe('Invalid parameter credentialID')
    }
    expect((await call('credentials/list', { userID: null })).status).toBe(200)
    expect((await call('credentials/list', { userID: other.credential.holderId })).json.error_description).toBe(
      'userID parameter MUST be null',
    )
    expect((await call('credentials/list', {})).json.credentialIDs).toEqual([signer.credential.id])
  })

  test('suspended, then expired: the texts of each', async () => {
    const signer = await world.signer()
    const { call } = clientOf(signer)
    const SAD = await newSad(signer)
    await db.sql`UPDATE authority.credential SET state = 'suspended', suspended_at = now() WHERE id = ${signer.credential.id}`
    const disabled = 'The credential identified by credentialID is disabled'
    expect((await call('signatures/signHash', signBody(signer, SAD))).json.error_description).toBe(disabled)
    expect((await call('credentials/authorize', authorizeBody(signer))).json.error_description).toBe(disabled)
    const { json } = await call('credentials/info', { credentialID: signer.credential.id })
    expect(json).toMatchObject({ key: { status: 'disabled' }, cert: { status: 'suspended' } })
    await db.sql`UPDATE authority.credential SET state = 'active' WHERE id = ${signer.credential.id}`
    await db.sql`ALTER TABLE authority.credential DISABLE TRIGGER USER`
    await db.sql`
      UPDATE authority.credential SET not_before = now() - interval '2 years', not_after = now() - interval '1 s'
      WHERE id = ${signer.credential.id}`
    await db.sql`ALTER TABLE authority.credential ENABLE TRIGGER USER`
    expect((await call('signatures/signHash', signBody(signer, SAD))).json.error_description).toBe(
      version === 1 ? `Signing certificate 'O=,CN=Taro Mihon' is expired.` : 'Signing certificate is expired',
    )
  })

  test('a pharmacist’s credential authorises no prescription', async () => {
    const signer = await world.signer({ role: 'Pharmacist' })
    const refused = await clientOf(signer).call(
      'credentials/authorize',
      authorizeBody(signer, { description: 'prescription' }),
    )
    expect(refused).toMatchObject({ status: 400, json: { error: 'access_denied' } })
    expect(await newSad(signer, { description: 'dispensing' })).toBeTruthy()
  })

  test('beyond 64 KiB, of another type, by another method: the same error form', async () => {
    const signer = await world.signer()
    const { call } = clientOf(signer)
    expect(await call('signatures/signHash', 'a'.repeat(66_000))).toMatchObject({
      status: 413,
      json: { error: 'invalid_request' },
    })
    expect(await call('signatures/signHash', '{}', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    const byGet = await fetch(`${url}/csc/v${version}/signatures/signHash`)
    expect(byGet.status).toBe(404)
    expect(await byGet.json()).toMatchObject({ error: 'invalid_request' })
  })
})

test('v2 lists with infos, only what signs if asked', async () => {
  const signer = await world.signer()
  const old = await world.newCredential(signer.credential.holderId)
  await db.sql`
    UPDATE authority.credential SET state = 'revoked', revoked_at = now(), revocation_reason = 'superseded' WHERE id = ${old.id}`
  const { call } = strangersClient(2, signer.accessToken)
  const { json } = await call('credentials/list', {
    credentialInfo: true,
    certificates: 'single',
    certInfo: true,
    onlyValid: true,
  })
  expect(json).toMatchObject({ onlyValid: true, credentialIDs: [signer.credential.id] })
  expect(json.credentialInfos[0]).toMatchObject({
    credentialID: signer.credential.id,
    cert: { validTo: expect.stringMatching(/^\d{14}Z$/) },
  })
  expect((await call('credentials/list', {})).json.credentialIDs).toEqual([old.id, signer.credential.id])
  expect((await call('credentials/list', { certificates: 'all' })).json.error_description).toBe(
    'Invalid parameter certificates',
  )
  expect(
    (
      await call('credentials/authorize', {
        credentialID: old.id,
        numSignatures: 1,
        hashes: [base64(1)],
        authData: [{ id: 'PIN', value: '1' }],
      })
    ).json,
  ).toMatchObject({ error: 'invalid_authentication_data' })
})

test('v1 pages through the list', async () => {
  const signer = await world.signer()
  await world.newCredential(signer.credential.holderId)
  const { call } = strangersClient(1, signer.accessToken)
  const first = await call('credentials/list', { maxResults: 1 })
  expect(first.json.credentialIDs).toHaveLength(1)
  const second = await call('credentials/list', { maxResults: 1, pageToken: first.json.nextPageToken })
  expect(second.json.credentialIDs).toHaveLength(1)
  expect(second.json.nextPageToken).toBeUndefined()
  expect(second.json.credentialIDs).not.toEqual(first.json.credentialIDs)
  expect((await call('credentials/list', { pageToken: 'x' })).json.error_description).toBe(
    'Invalid parameter pageToken',
  )
})

function without(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== spoiled))
}

test('the token of the day names the credentials that can sign', async () => {
  const signer = await world.signer()
  const suspended = await world.newCredential(signer.credential.holderId)
  await db.sql`UPDATE authority.credential SET state = 'suspended', suspended_at = now() WHERE id = ${suspended.id}`
  const { token } = await world.signIn(signer.client, signer.person)
  expect(token.credential_ids).toEqual([signer.credential.id])
})
