import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { describeKeystoreContract, newKey, sha256, signOne, verifies } from '../testing/keystore-contract'
import { createKmsKeystore } from './kms-keystore'
import { type FakeMood, startFakeKms } from './testing/fake-kms'
import { fakeCredentials, fakeRegion } from './testing/verify-signature'

const [firstKey, secondKey] = ['a', 'b'].map((name) => `arn:aws:kms:${fakeRegion}:000000000000:key/${name}`) as [
  string,
  string,
]
let fake: Awaited<ReturnType<typeof startFakeKms>>
/** Does not wait long for a service that hangs. */
const http = createHttpClient({}, { answerMs: 300 })
/** Waits for the RSA keys that the fake service makes, on a busy machine too. */
const patientHttp = createHttpClient()
beforeAll(async () => {
  fake = await startFakeKms([firstKey, secondKey])
})
afterAll(async () => {
  await fake.close()
  await Promise.all([http.close(), patientHttp.close()])
})

const open = (keyId: string, changes: Partial<typeof fakeCredentials> = {}, client = http) =>
  createKmsKeystore(
    { url: fake.url, region: fakeRegion, ...fakeCredentials, ...changes, sessionToken: null, keyId, threads: 1 },
    client,
  )

describe('behaviour of the service', () => {
  test.each<[string, FakeMood[], string | null]>([
    ['one throttling is waited out', ['throttle'], null],
    ['one broken connection is waited out', ['reset'], null],
    ['one time-out is waited out', ['hang'], null],
    ['lasting throttling', ['throttle', 'throttle', 'throttle'], 'busy'],
    ['lasting internal errors', ['internal', 'internal', 'internal'], 'unavailable'],
    ['lasting time-outs', ['hang', 'hang', 'hang'], 'unavailable'],
    ['an answer that is no JSON', ['no_json', 'no_json', 'no_json'], 'unavailable'],
    ['access denied, asked once only', ['deny'], 'credentials'],
  ])('%s', async (_, moods, refusal) => {
    const keystore = open(firstKey)
    const key = await newKey(keystore, 'p-256')
    const message = randomBytes(9)
    fake.moods.push(...moods)
    const signed = signOne(keystore, key, message)
    if (refusal === null) expect(verifies(key, message, await signed)).toBe(true)
    else await expect(signed).rejects.toMatchObject({ name: 'KeystoreRefused', refusal })
    expect(fake.moods).toHaveLength(0)
    expect(verifies(key, message, await signOne(keystore, key, message))).toBe(true)
  })

  test.each([
    ['another secret', { secretAccessKey: 'wrong/secret' }],
    ['another access key', { accessKeyId: 'AKIDOTHEROTHEROTHER1' }],
  ])('%s is refused by the signature of the request', async (_, changes) => {
    await expect(open(firstKey, changes).generate('p-256')).rejects.toMatchObject({ refusal: 'credentials' })
  })

  test('a key of another purpose does not open: the encryption context is bound to it', async () => {
    const key = await newKey(open(firstKey), 'p-256')
    const contexts = fake.calls.flatMap(({ body }) => (body['EncryptionContext'] ? [body['EncryptionContext']] : []))
    expect(new Set(contexts.map((context) => JSON.stringify(context)))).toEqual(
      new Set(['{"application":"shomei","purpose":"signing-key"}']),
    )
    expect(fake.calls.at(-1)?.action).toBe('GenerateDataKeyPairWithoutPlaintext')
    await expect(open(secondKey).sign(key, [sha256(Buffer.from('x'))])).resolves.toHaveLength(1)
  })

  test('a service that is away is unhealthy', async () => {
    const away = createKmsKeystore(
      { url: 'http://127.0.0.1:9', region: fakeRegion, ...fakeCredentials, sessionToken: null, keyId: 'x', threads: 1 },
      http,
    )
    expect(await away.health()).toMatchObject({ isHealthy: false, detail: 'unavailable: DescribeKey unreachable' })
    await expect(away.generate('p-256')).rejects.toMatchObject({ name: 'KeystoreRefused', refusal: 'unavailable' })
  })
})

describeKeystoreContract('kms', async () => ({
  first: open(firstKey, {}, patientHttp),
  second: open(secondKey, {}, patientHttp),
  withoutFirst: async () => {
    fake.dropKey(firstKey)
    return open(secondKey, {}, patientHttp)
  },
  secrets: [fakeCredentials.secretAccessKey],
}))
