import * as nodeCrypto from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { jsonOf, newClientKey, signTexts, textsOf } from '@/lib/client-assertion/testing/sign-assertion'
import { recordStatements } from '@/lib/db/testing/record-statements'
import { shareOfSlower } from '@/lib/kernel/testing/compare-times'
import { authorityUrl, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { authenticateClient } from './authenticate-client'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  return { ...real, verify: vi.fn(real.verify) }
})

const world = signInWorld()
const { context, db } = world
const verifications = vi.mocked(nodeCrypto.verify)
const stranger = newClientKey()

function forged(clientId: string, header: Record<string, unknown> = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 60
  const claims = { iss: clientId, sub: clientId, aud: authorityUrl, jti: randomUUID(), exp }
  const [first = '', second = ''] = [{ alg: 'ES256', kid: 'k1', ...header }, claims].map((part) =>
    jsonOf(textsOf(part)),
  )
  return signTexts(first, second, stranger.privateKey)
}

function present(unverifiedAssertion: string, own: typeof context = context) {
  const presented = {
    unverifiedAssertion,
    unverifiedClientId: null,
    certificateThumbprint: null,
    endpoint: authorityUrl,
  }
  return authenticateClient(own, presented, testOrigin)
}

async function workOf(assertion: string) {
  const recording = recordStatements(db)
  verifications.mockClear()
  const code = await present(assertion, { ...context, db: recording.db }).then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  )
  return { code, statements: recording.statements, signatures: verifications.mock.calls.length }
}

beforeEach(async () => {
  await db.sql`DELETE FROM authority.rate_limit`
})

describe('AT-47 a refused facility client does the same work, whether it exists or not', () => {
  test.each([
    ['as it should be', {}],
    ['of another kid', { kid: 'k2' }],
    ['without kid', { kid: undefined }],
    ['of another algorithm', { alg: 'RS256' }],
  ])('by an assertion whose header is %s: one signature tried, the same statements', async (_, header) => {
    const [fresh, seen] = [await world.newClient(), await world.newClient()]
    await present(await seen.assert(authorityUrl))
    await workOf(forged('nobody'))
    const known = await workOf(forged(fresh.clientId, header))
    expect(known).toMatchObject({ code: 'request.unauthorized', signatures: 1 })
    expect(known.statements.filter((text) => /^INSERT INTO \S+\.audit_event /.test(text))).toHaveLength(1)
    expect(await workOf(forged(seen.clientId, header))).toEqual(known)
    expect(await workOf(forged(`nobody-${randomUUID()}`, header))).toEqual(known)
  })

  test('and when there are too many: 429 after as many, for a client and for a made-up one', async () => {
    const { clientId } = await world.newClient()
    const codesOf = async (id: string) => {
      const first = await workOf(forged(id))
      await db.sql`UPDATE authority.rate_limit SET count = 19 WHERE key LIKE 'client_failure:%'`
      return [first, await workOf(forged(id)), await workOf(forged(id))]
    }
    await workOf(forged('anybody'))
    const known = await codesOf(clientId)
    const codes = known.map(({ code }) => code)
    expect(codes).toEqual(['request.unauthorized', 'request.unauthorized', 'request.rate_limited'])
    await db.sql`DELETE FROM authority.rate_limit`
    expect(await codesOf('nobody')).toEqual(known)
  })

  test('made-up clients leave a trace, and no more than the limit of all; who proves himself is let in', async () => {
    await workOf(forged('made-up-0'))
    await db.sql`UPDATE authority.rate_limit SET count = 299 WHERE key = 'client_failures'`
    const outcomes = [await workOf(forged('made-up-1')), await workOf(forged('made-up-2'))].map(({ code }) => code)
    // Counted by the minute: where one ended in between, both are counted again.
    expect([
      ['request.unauthorized', 'request.rate_limited'],
      ['request.unauthorized', 'request.unauthorized'],
    ]).toContainEqual(outcomes)
    const rows = await db.sql<{ subject: string; record: string }[]>`
      SELECT subject, record FROM authority.audit_event WHERE record LIKE '%made-up-1%'`
    expect(rows).toMatchObject([{ subject: 'unknown', record: expect.stringContaining('"reason":"unknown client"') }])
    const client = await world.newClient()
    await expect(present(await client.assert(authorityUrl))).resolves.toMatchObject({ id: client.id })
  })

  test('measured: neither is the slower one', async () => {
    const { clientId } = await world.newClient()
    const tryOnce = (id: string) => async () => {
      await db.sql`DELETE FROM authority.rate_limit`
      await present(forged(id)).catch(() => {})
    }
    await tryOnce(clientId)()
    await tryOnce('nobody')()
    const share = await shareOfSlower(60, tryOnce(clientId), tryOnce('nobody'))
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  }, 30_000)
})
