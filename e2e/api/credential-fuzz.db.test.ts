import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { jsonOf, newClientKey, signTexts, textsOf } from '@/lib/client-assertion/testing/sign-assertion'
import { clientClockSkewSeconds } from '@/lib/client-assertion/verify-client-assertion'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { openAuthorityCredentials } from '@/lib/facility/facilities/authority-key'
import { clientAssertionType } from '@/lib/wire/oauth'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { mintKit } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import { revive } from '../support/api-world/revive'
import type { Owner } from './endpoint-row'
import {
  authorizations,
  type BentAssertion,
  bentAssertions,
  headerValue,
  opaqueValue,
} from './fuzz/credential-arbitrary'
import { judgeAnswer, readAnswer } from './judge-answer'
import { listOperations, type Operation } from './operations'
import { fillPath, ownShot, rowOf } from './send'

/** The same requests each time; another seed or more of them by the environment. */
const seed = Number(process.env['SHOMEI_FUZZ_SEED'] ?? 20_261_130)
const runs = Number(process.env['SHOMEI_FUZZ_RUNS'] ?? 40)

const world = await portalWorld()
const operations = await listOperations(world)
const owners = {} as { own: Owner }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

type Client = { clientId: string; keyId: string; privateKey: KeyObject }
const clients = {} as { facility: Client; emr: Client }

beforeAll(async () => {
  const { own } = world.people
  owners.own = { place: own, kit: await mintKit(world.contexts, own) }
  const { facilityId } = own.hospital
  const { privateKeyDer, ...credentials } = await openAuthorityCredentials(world.contexts.facility, facilityId)
  const der = Buffer.from(privateKeyDer)
  clients.facility = { ...credentials, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
  const { privateKey, jwk } = newClientKey({ kid: 'k1', kty: 'EC' })
  clients.emr = { clientId: `emr-${randomUUID()}`, keyId: 'k1', privateKey }
  const client = { facilityId, clientId: clients.emr.clientId, name: 'テスト電子カルテ', origins: [], actor: 'system' }
  await createEmrClient(world.contexts.facility, { ...client, jwks: { keys: [jwk] } }, seedOrigin)
})

const { authorityUrl, facilityUrl } = world.settings
const sides = [
  {
    side: 'authority',
    path: '/oauth2/introspect',
    fields: { token: 'x' },
    audiences: [authorityUrl, `${authorityUrl}/oauth2/introspect`],
  },
  {
    side: 'facility',
    path: '/api/emr/v1/token',
    fields: { grant_type: 'client_credentials' },
    audiences: [facilityUrl, `${facilityUrl}/api/emr/v1/token`],
  },
] as const

describe.each(sides)('AT-46 an assertion of any shape at the $side', ({ side, path, fields, audiences }) => {
  const clientOf = () => (side === 'authority' ? clients.facility : clients.emr)

  async function present(assertion: string) {
    await revive(world.db)
    const body = new URLSearchParams({
      ...fields,
      client_assertion_type: clientAssertionType,
      client_assertion: assertion,
    })
    const answer = await readAnswer(await world.call({ method: 'POST', path, headers: form, body: body.toString() }))
    judgeAnswer({ isOAuth: true, isCsc: false, answers: ['application/json'], refusals: null }, answer, [])
    return answer
  }

  function signed({ header, claims }: BentAssertion): string {
    const { clientId, keyId, privateKey } = clientOf()
    const exp = Math.floor(Date.now() / 1_000) + 60
    const usual = { iss: clientId, sub: clientId, aud: audiences[0], jti: randomUUID(), exp }
    const texts = jsonOf({ ...textsOf({ alg: 'ES256', kid: keyId }), ...header })
    return signTexts(texts, jsonOf({ ...textsOf(usual), ...claims }), privateKey)
  }

  test('signed rightly: let in or invalid_client, and let in only where another library agrees', async () => {
    const seen = { accepted: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(bentAssertions(audiences), async (bent) => {
        const assertion = signed(bent)
        const { status, code } = await present(assertion)
        if (status === 200) {
          seen.accepted += 1
          const { clientId, privateKey } = clientOf()
          await jwtVerify(assertion, createPublicKey(privateKey), {
            algorithms: ['ES256'],
            issuer: clientId,
            subject: clientId,
            audience: [...audiences],
            clockTolerance: clientClockSkewSeconds + 2,
            requiredClaims: ['exp', 'jti'],
          })
        } else {
          seen.refused += 1
          expect([status, code]).toEqual([401, 'invalid_client'])
        }
      }),
      { seed, numRuns: runs * 8 },
    )
    expect(seen.accepted).toBeGreaterThan(runs / 4)
    expect(seen.refused).toBeGreaterThan(runs / 4)
  }, 120_000)

  test('of any text, or a good one with pieces exchanged: refused, never a fault', async () => {
    const piece = fc.oneof(opaqueValue, fc.constantFrom('', 'e30', 'bnVsbA', 'W10', 'NQ'))
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.nat(3), async (pieces, place) => {
        const good = signed({ header: {}, claims: {} }).split('.')
        const exchanged = good.map((each, at) => (at === place ? (pieces[0] ?? '') : each))
        for (const text of [pieces.join('.'), exchanged.join('.')]) {
          if (text === good.join('.')) continue
          const { status } = await present(text)
          expect([400, 401]).toContain(status)
        }
      }),
      { seed, numRuns: runs * 2 },
    )
  }, 120_000)

  test('client_id, client_secret and types of any text, beside or instead of one', async () => {
    const anyField = fc.constantFrom(
      'client_id',
      'client_secret',
      'client_assertion',
      'client_assertion_type',
      'grant_type',
      'scope',
      'token',
    )
    const pairs = fc.array(fc.tuple(anyField, opaqueValue), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(pairs, fc.boolean(), fc.option(authorizations), async (each, isProven, authorization) => {
        await revive(world.db)
        const proof: [string, string][] = isProven
          ? [
              ['client_assertion_type', clientAssertionType],
              ['client_assertion', signed({ header: {}, claims: {} })],
            ]
          : []
        const body = new URLSearchParams([...Object.entries(fields), ...proof, ...each]).toString()
        const headers = { ...form, ...(authorization === null ? {} : { authorization }) }
        const answer = await readAnswer(await world.call({ method: 'POST', path, headers, body }))
        judgeAnswer({ isOAuth: true, isCsc: false, answers: ['application/json'], refusals: null }, answer, [])
        if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^(Basic|Bearer) realm="/)
        if (authorization !== null && isProven) expect(answer.status).toBe(400)
      }),
      { seed, numRuns: runs * 3 },
    )
  }, 120_000)
})

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'SEARCH',
  'M-SEARCH',
  'PURGE',
  'get',
  'Post',
  'X',
]

describe('AT-46 whatever method and headers an operation meets, it is no fault of ours', () => {
  test.each(operations)(
    '$key',
    async (operation) => {
      const shot = await ownShot(world, operation, owners.own)
      const odd = fc.record(
        {
          authorization: authorizations,
          cookie: fc.oneof(
            headerValue,
            headerValue.map((value) => `__Host-shomei-claim=${value}; shomei-console=${value}; shomei-device=${value}`),
          ),
          origin: fc.oneof(headerValue, fc.constantFrom('null', facilityUrl, authorityUrl)),
          referer: headerValue,
          'sec-fetch-site': fc.oneof(headerValue, fc.constantFrom('cross-site', 'same-origin', 'none')),
          'sec-fetch-mode': headerValue,
          'sec-purpose': headerValue,
          'idempotency-key': headerValue,
          'x-forwarded-for': headerValue,
          'x-shomei-connection': headerValue,
          'content-type': fc.oneof(
            headerValue,
            fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
          ),
          accept: headerValue,
          'accept-language': headerValue,
          'access-control-request-method': headerValue,
          'last-event-id': headerValue,
          'x-http-method-override': fc.constantFrom(...methods),
          upgrade: headerValue,
          te: headerValue,
          range: headerValue,
        },
        { requiredKeys: [] },
      )
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...methods), odd, opaqueValue, async (method, headers, body) => {
          await revive(world.db)
          const hasBody = !['GET', 'HEAD'].includes(method.toUpperCase())
          const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
          const path = `${fillPath(operation.path, shot.path ?? {})}${shot.query ?? ''}`
          const call = { method, path, headers: sent, ...(hasBody ? { body } : {}) }
          const response = await world.call(call)
          const answer = await readAnswer(response)
          if (method.toUpperCase() !== 'HEAD' && response.status !== 403) judge(operation, answer)
          else expect(answer.status).toBeLessThan(500)
          if (answer.status === 405) expect(answer.headers.get('allow')).toMatch(/^[A-Z]+(, [A-Z]+)*$/)
        }),
        { seed, numRuns: Math.ceil(runs / 2) },
      )
    },
    60_000,
  )

  function judge(operation: Operation, answer: Awaited<ReturnType<typeof readAnswer>>): void {
    // A preflight of /compat answers without a body.
    if (answer.text === '' && answer.status < 300) return
    judgeAnswer({ ...operation, refusals: null }, answer, [])
  }

  test('the tables know what each operation is', () => {
    expect(operations.every((operation) => rowOf(operation) !== undefined)).toBe(true)
  })
})
