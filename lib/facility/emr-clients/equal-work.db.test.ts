import * as nodeCrypto from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { jsonOf, newClientKey, signTexts, textsOf } from '@/lib/client-assertion/testing/sign-assertion'
import { recordStatements } from '@/lib/db/testing/record-statements'
import { shareOfSlower } from '@/lib/kernel/testing/compare-times'
import { emrOrigin, facilitySettings, facilityWorld, testOrigin } from '../testing/facility-world'
import type { ClientClaim } from './client-authentication'
import { createEmrClient } from './create-emr-client'
import { issueEmrAccessToken } from './issue-emr-access-token'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  return { ...real, verify: vi.fn(real.verify) }
})

const world = facilityWorld()
const { context, db } = world
const verifications = vi.mocked(nodeCrypto.verify)
const stranger = newClientKey({ kid: 'k1' })

async function newKeyClient(): Promise<string> {
  const { facilityId } = await world.newHospital()
  const clientId = `emr-${randomUUID()}`
  const jwks = { keys: [{ ...newClientKey({ kid: 'k1' }).jwk, kty: 'EC' }] }
  const client = { facilityId, clientId, name: 'テスト電子カルテ', origins: [emrOrigin], jwks, actor: 'system' }
  await createEmrClient(context, client, testOrigin)
  return clientId
}

/** An assertion that is right but for its signature. */
function forged(clientId: string, header: Record<string, unknown> = {}): ClientClaim {
  const exp = Math.floor(Date.now() / 1000) + 60
  const claims = { iss: clientId, sub: clientId, aud: facilitySettings.facilityUrl, jti: randomUUID(), exp }
  const texts = [{ alg: 'ES256', kid: 'k1', ...header }, claims].map((part) => jsonOf(textsOf(part)))
  return { by: 'assertion', clientId: null, assertion: signTexts(texts[0] ?? '', texts[1] ?? '', stranger.privateKey) }
}

const bySecret = (clientId: string): ClientClaim => ({ by: 'secret', clientId, secret: 'wrong' })

async function workOf(claim: ClientClaim) {
  const recording = recordStatements(db)
  verifications.mockClear()
  const code = await issueEmrAccessToken({ ...context, db: recording.db }, claim, testOrigin).then(
    () => 'issued',
    (error: { code: string }) => error.code,
  )
  return { code, statements: recording.statements, signatures: verifications.mock.calls.length }
}

beforeEach(async () => {
  await db.sql`DELETE FROM facility.rate_limit`
  await workOf(bySecret('the first chain of none'))
})

describe('AT-47 a refused EMR client does the same work, whether it exists or not', () => {
  test.each([
    ['as it should be', {}],
    ['of another kid', { kid: 'k2' }],
    ['without kid', { kid: undefined }],
    ['of another algorithm', { alg: 'RS256' }],
  ])('by an assertion whose header is %s: one signature tried, the same statements', async (_, header) => {
    const { clientId: secretClient } = await world.newHospital()
    const known = await workOf(forged(await newKeyClient(), header))
    expect(known).toMatchObject({ code: 'request.unauthorized', signatures: 1 })
    expect(known.statements.filter((text) => /^INSERT INTO \S+\.audit_event /.test(text))).toHaveLength(1)
    expect(await workOf(forged('nobody', header))).toEqual(known)
    expect(await workOf(forged(secretClient, header))).toEqual(known)
  })

  test('by a secret: the same statements', async () => {
    const { clientId } = await world.newHospital()
    const known = await workOf(bySecret(clientId))
    expect(known).toMatchObject({ code: 'request.unauthorized', signatures: 0 })
    expect(await workOf(bySecret('nobody'))).toEqual(known)
    expect(await workOf(bySecret(await newKeyClient()))).toEqual(known)
  })

  test('and when there are too many: 429 after as many, for a client and for a made-up one', async () => {
    const { clientId } = await world.newHospital()
    const codesOf = async (id: string) => {
      const first = await workOf(bySecret(id))
      await db.sql`UPDATE facility.rate_limit SET count = 59 WHERE key LIKE 'emr_token:%'`
      return [first, await workOf(bySecret(id)), await workOf(bySecret(id))]
    }
    const known = await codesOf(clientId)
    const codes = known.map(({ code }) => code)
    expect(codes).toEqual(['request.unauthorized', 'request.unauthorized', 'request.rate_limited'])
    await db.sql`DELETE FROM facility.rate_limit`
    expect(await codesOf('nobody')).toEqual(known)
  })

  test('made-up clients leave a trace, and no more than the limit of all', async () => {
    await db.sql`UPDATE facility.rate_limit SET count = 299 WHERE key = 'emr_token_failures'`
    const outcomes = [await workOf(bySecret('made-up-1')), await workOf(bySecret('made-up-2'))].map(({ code }) => code)
    const rows = await db.sql<{ record: string }[]>`
      SELECT record FROM facility.audit_event WHERE partition = 'installation' AND record LIKE '%made-up%'`
    // Counted by the minute: where one ended in between, both are counted again.
    expect([
      ['request.unauthorized', 'request.rate_limited'],
      ['request.unauthorized', 'request.unauthorized'],
    ]).toContainEqual(outcomes)
    expect(rows).toHaveLength(outcomes.filter((code) => code === 'request.unauthorized').length)
    expect(rows[0]?.record).toContain('"reason":"unknown client"')
    const { clientId, clientSecret } = await world.newHospital()
    expect((await workOf({ by: 'secret', clientId, secret: clientSecret })).code).toBe('issued')
  })

  test('measured: neither is the slower one', async () => {
    const clientId = await newKeyClient()
    const tryOnce = (id: string) => async () => {
      await db.sql`DELETE FROM facility.rate_limit`
      await issueEmrAccessToken(context, forged(id), testOrigin).catch(() => {})
    }
    await tryOnce(clientId)()
    await tryOnce('nobody')()
    const share = await shareOfSlower(60, tryOnce(clientId), tryOnce('nobody'))
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  }, 30_000)
})
