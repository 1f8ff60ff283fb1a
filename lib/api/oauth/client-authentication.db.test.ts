import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { jsonOf, jsonTexts, type Members, signTexts, textsOf } from '@/lib/client-assertion/testing/sign-assertion'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { emrOrigin, facilitySettings, testOrigin } from '@/lib/facility/testing/facility-world'
import { clientAssertionType, deviceCodeGrant, oauthError } from '@/lib/wire/oauth'
import { authorityServer } from '../testing/authority-server'
import { facilityApi } from '../testing/facility-api'

const authority = await authorityServer()
const facility = facilityApi()

type Client = { clientId: string; privateKey: KeyObject }
type Sent = { pairs: [string, string][]; authorization?: string }

/** Each side as a client sees it: where it sends, as what, and what it means when it is let in. */
const sides = [
  {
    side: 'authority',
    audience: authority.url,
    grant: [['grant_type', deviceCodeGrant] as [string, string], ['device_code', 'x'] as [string, string]],
    letIn: { status: 400, error: 'invalid_grant' },
    async newClient(): Promise<Client> {
      return authority.newClient()
    },
    async send({ pairs, authorization }: Sent): Promise<Response> {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      return fetch(`${authority.url}/oauth2/token`, { method: 'POST', headers, body: new URLSearchParams(pairs) })
    },
  },
  {
    side: 'facility',
    audience: `${facilitySettings.facilityUrl}/api/emr/v1/token`,
    grant: [['grant_type', 'client_credentials'] as [string, string]],
    letIn: { status: 200, error: null },
    async newClient(): Promise<Client> {
      const { facilityId } = await facility.newHospital()
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const clientId = `emr-${randomUUID()}`
      const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'k1' }] }
      const client = { facilityId, clientId, name: 'テスト電子カルテ', origins: [emrOrigin], jwks, actor: 'system' }
      await createEmrClient(facility.context, client, testOrigin)
      return { clientId, privateKey }
    },
    async send({ pairs, authorization }: Sent): Promise<Response> {
      const body = new URLSearchParams(pairs).toString()
      const headers = {
        host: new URL(facilitySettings.facilityUrl).host,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
        ...(authorization === undefined ? {} : { authorization }),
      }
      const url = `${facilitySettings.facilityUrl}/api/emr/v1/token`
      return facility.api.request(url, { method: 'POST', headers, body })
    },
  },
]

async function outcomeOf(answer: Response) {
  const body: unknown = await answer.json()
  return { status: answer.status, error: oauthError.safeParse(body).data?.error ?? null }
}

const basicOf = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

describe.each(sides)('client authentication at the $side', ({ audience, grant, letIn, newClient, send }) => {
  const claimsOf = (clientId: string): Members => ({
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: randomUUID(),
    exp: Math.floor(Date.now() / 1000) + 60,
  })

  function assertionOf({ clientId, privateKey }: Client, bent: Record<string, string | symbol> = {}): string {
    return signTexts(
      jsonOf(textsOf({ alg: 'ES256', kid: 'k1' })),
      jsonOf({ ...textsOf(claimsOf(clientId)), ...bent }),
      privateKey,
    )
  }

  const byAssertion = (assertion: string): [string, string][] => [
    ['client_assertion_type', clientAssertionType],
    ['client_assertion', assertion],
  ]
  const invalidClient = { status: 401, error: 'invalid_client' }
  const invalidRequest = { status: 400, error: 'invalid_request' }

  test('an assertion alone is enough, and serves once', async () => {
    const pairs = [...grant, ...byAssertion(assertionOf(await newClient()))]
    expect(await outcomeOf(await send({ pairs }))).toEqual(letIn)
    expect(await outcomeOf(await send({ pairs }))).toEqual(invalidClient)
  })

  test.each(['aud', 'exp', 'nbf', 'iat', 'jti', 'iss', 'sub'])(
    'AT-46 %s as any JSON type lets in or is invalid_client, never 500',
    async (claim) => {
      for (const [name, json] of jsonTexts) {
        const assertion = assertionOf(await newClient(), { [claim]: json })
        const { status, error } = await outcomeOf(await send({ pairs: [...grant, ...byAssertion(assertion)] }))
        expect([invalidClient, letIn], `${claim} is ${name}`).toContainEqual({ status, error })
      }
    },
  )

  test.each<[string, (client: Client) => Sent]>([
    [
      'Basic and an assertion',
      (client) => ({ authorization: basicOf(client.clientId, 's'), pairs: byAssertion(assertionOf(client)) }),
    ],
    [
      'a broken Basic and an assertion',
      (client) => ({ authorization: 'Basic !', pairs: byAssertion(assertionOf(client)) }),
    ],
    ['a bearer and an assertion', (client) => ({ authorization: 'Bearer x', pairs: byAssertion(assertionOf(client)) })],
    [
      'Basic and a secret in the body',
      ({ clientId }) => ({
        authorization: basicOf(clientId, 's'),
        pairs: [
          ['client_id', clientId],
          ['client_secret', 's'],
        ],
      }),
    ],
    [
      'a secret in the body and an assertion',
      (client) => ({
        pairs: [['client_id', client.clientId], ['client_secret', 's'], ...byAssertion(assertionOf(client))],
      }),
    ],
    [
      'two assertions',
      (client) => ({ pairs: [...byAssertion(assertionOf(client)), ['client_assertion', assertionOf(client)]] }),
    ],
    [
      'the same assertion twice',
      (client) => {
        const assertion = assertionOf(client)
        return { pairs: [...byAssertion(assertion), ...byAssertion(assertion)] }
      },
    ],
    [
      'client_id twice',
      (client) => ({
        pairs: [['client_id', client.clientId], ['client_id', client.clientId], ...byAssertion(assertionOf(client))],
      }),
    ],
    [
      'client_id twice, once empty',
      (client) => ({ pairs: [['client_id', client.clientId], ['client_id', ''], ...byAssertion(assertionOf(client))] }),
    ],
    ['an assertion without its type', (client) => ({ pairs: byAssertion(assertionOf(client)).slice(1) })],
    ['the type without an assertion', (client) => ({ pairs: byAssertion(assertionOf(client)).slice(0, 1) })],
    ['a secret without client_id', () => ({ pairs: [['client_secret', 's']] })],
  ])('AT-46 RFC 6749 §2.3, §3.2 %s is refused, and the assertion not used up', async (_, make) => {
    const client = await newClient()
    const sent = make(client)
    expect(await outcomeOf(await send({ ...sent, pairs: [...grant, ...sent.pairs] }))).toEqual(invalidRequest)
    const assertion = sent.pairs.find(([name]) => name === 'client_assertion')?.[1] ?? assertionOf(client)
    expect(await outcomeOf(await send({ pairs: [...grant, ...byAssertion(assertion)] }))).toEqual(letIn)
  })

  test('a client_id beside an assertion may be its own and no other', async () => {
    const [client, other] = [await newClient(), await newClient()]
    const withId = (id: string): [string, string][] => [
      ...grant,
      ['client_id', id],
      ...byAssertion(assertionOf(client)),
    ]
    expect(await outcomeOf(await send({ pairs: withId(other.clientId) }))).toEqual(invalidClient)
    expect(await outcomeOf(await send({ pairs: withId(client.clientId) }))).toEqual(letIn)
  })

  test.each([
    ['nothing', undefined, null],
    ['a Basic of nobody', basicOf('nobody', 'x'), /^Basic realm="[^"]+", charset="UTF-8"$/],
    ['a Basic that is none', 'Basic !', /^Basic /],
    ['a Basic without a colon', `Basic ${Buffer.from('x').toString('base64')}`, /^Basic /],
    ['a long Basic of nobody', basicOf('n'.repeat(3_000), 'x'), /^Basic /],
    ['a bearer', 'Bearer x', /^Bearer realm="[^"]+", error="invalid_token"/],
    ['a scheme that nobody knows', 'Shomei x', null],
  ])(
    'RFC 6749 §5.2 to %s the answer is invalid_client with a challenge of the scheme used',
    async (_, authorization, wanted) => {
      const answer = await send({ pairs: [...grant], ...(authorization === undefined ? {} : { authorization }) })
      expect(answer.headers.get('www-authenticate')).toMatch(
        wanted ?? /^(Basic|Bearer) realm="[^"]+"(, charset="UTF-8")?$/,
      )
      expect(await outcomeOf(answer)).toEqual(invalidClient)
    },
  )

  test('an assertion of another kind is invalid_client', async () => {
    const pairs: [string, string][] = [
      ...grant,
      ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer'],
      ['client_assertion', assertionOf(await newClient())],
    ]
    expect(await outcomeOf(await send({ pairs }))).toEqual(invalidClient)
  })

  test('AT-49 whoever proved the key learns that the clock or a claim is wrong; a stranger learns nothing', async () => {
    const reasonFor = async (assertion: string) => {
      const body: unknown = await (await send({ pairs: [...grant, ...byAssertion(assertion)] })).json()
      return oauthError.parse(body).reason ?? null
    }
    const client = await newClient()
    const now = Math.floor(Date.now() / 1000)
    const late = { iat: String(now - 900), exp: String(now - 840) }
    const used = assertionOf(client)
    await send({ pairs: [...grant, ...byAssertion(used)] })
    expect(await reasonFor(assertionOf(client, late))).toBe('clock_skew')
    expect(await reasonFor(assertionOf(client, { aud: '"https://elsewhere.example.jp"' }))).toBe('assertion')
    expect(await reasonFor(used)).toBe('assertion')
    const stranger = { clientId: client.clientId, privateKey: (await newClient()).privateKey }
    for (const bent of [{}, late, { aud: '"x"' }]) expect(await reasonFor(assertionOf(stranger, bent))).toBeNull()
    expect(await reasonFor(assertionOf({ ...stranger, clientId: 'nobody' }))).toBeNull()
  })

  test('the same minute of skew counts on both sides', async () => {
    const now = Math.floor(Date.now() / 1000)
    const times = (from: number, to: number) => ({ iat: String(now + from), exp: String(now + to) })
    for (const [from, to, wanted] of [
      [50, 110, letIn],
      [-100, -50, letIn],
      [80, 140, invalidClient],
      [-140, -80, invalidClient],
    ] as const) {
      const pairs = [...grant, ...byAssertion(assertionOf(await newClient(), times(from, to)))]
      expect(await outcomeOf(await send({ pairs })), `${from} to ${to}`).toEqual(wanted)
    }
  })
})
