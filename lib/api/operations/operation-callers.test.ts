import { describe, expect, test } from 'vitest'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { createAnonymousBudget, usualShares } from '@/lib/rate-limits/anonymous-budget'
import { callerKinds } from '@/lib/rights/caller'
import { isFacilityRight } from '@/lib/rights/facility-rights'
import { createApi } from '../api'
import { hasFormBody } from './form-body'
import { listOperations } from './list-operations'
import { anonymousFiles, costFinder } from './pay-anonymously'
import { securityOf } from './security'

const settings = parseSettings({
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  SHOMEI_KEY: Buffer.alloc(32).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
  SHOMEI_LOG_LEVEL: 'silent',
})
const db = createDatabase({ url: settings.database.urls.authority, connections: 2 })
const keyring = createKeyring(settings.masterKey)
const shared: AuthorityContext = {
  db,
  keyring,
  notifications: createNotifications(db),
  settings,
  signingKeystore: openSigningKeystore(settings.keystore, keyring),
}
const budget = createAnonymousBudget({ ...usualShares, longestWaitMs: 0 }, () => 0)
const contexts = { authority: shared, facility: { ...shared, authority: createHttpAuthority(settings) } }
const api = createApi({
  ...contexts,
  budget,
  socketAddress: () => '192.0.2.1',
})
const operations = listOperations(contexts)
const routes = operations.map(({ declaration }) => declaration)

describe('AT-51 work that anybody may ask for is paid', () => {
  test.each(routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
    '$name says who calls it: a credential, a client in its body, or nobody at a cost',
    ({ route }) => {
      const { caller, cost } = route
      const security = securityOf(route) ?? []
      const asksAlways = security.length > 0 && security.every((scheme) => Object.keys(scheme).length > 0)
      const isClientInBody = caller === 'facility_client' && hasFormBody(route)
      const isProvenByUseCase = caller === 'phone'
      expect(callerKinds).toContain(caller)
      expect([asksAlways && !isProvenByUseCase, isClientInBody, cost !== undefined].filter(Boolean)).toHaveLength(1)
    },
  )

  test('every right that an operation asks for is in the table of its console', () => {
    const asked = routes.flatMap(({ caller, right }) => (caller === 'console' ? [right] : []))
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((right) => !isFacilityRight(right))).toEqual([])
  })

  test('no operation costs more than 50 ms of the event loop', () => {
    for (const { cost } of routes) expect(cost?.ms ?? 1).toBeLessThanOrEqual(50)
  })

  test('every address that answers and is no operation is a file with a cost', () => {
    const declared = new Set(
      routes.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const others = api.routes.filter(
      ({ method, path }) => method !== 'ALL' && !path.includes('*') && !declared.has(`${method} ${path}`),
    )
    expect([...new Set(others.map(({ path }) => path))].sort()).toEqual(Object.keys(anonymousFiles).sort())
  })

  test('a path with places is found, one that only begins the same is not', () => {
    const find = costFinder(operations)
    expect(find('GET', '/crl/test.crl')).toMatchObject({ share: 'all' })
    expect(find('HEAD', '/crl/test.crl')).toMatchObject({ share: 'all' })
    expect(find('GET', '/crl/test.crl/x')).toBeNull()
    expect(find('POST', '/api/emr/v1/launches')).toBeNull()
  })

  test.each(['/.well-known/oauth-authorization-server', '/api/authority/v1/openapi.json', '/nothing', '/api/nothing'])(
    'an address that has spent its share gets 429 with the seconds to wait: %s',
    async (path) => {
      while (budget.bookOwn('192.0.2.1', 10).kind === 'admitted');
      const answer = await api.request(`https://authority.example.jp${path}`, {
        headers: { host: 'authority.example.jp' },
      })
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    },
  )

  test.each(['/api/health/live', '/api/health/ready'])(
    'whatever else strangers and its own address ask for, the health check is answered: %s',
    async (path) => {
      while (budget.bookOwn('192.0.2.1', 10).kind === 'admitted');
      while (budget.bookTogether(10).kind === 'admitted');
      const { status } = await api.request(`https://authority.example.jp${path}`)
      expect(status).toBe(path.endsWith('live') ? 200 : 503)
    },
  )

  test('who asks for nothing but the health check is slowed like everybody', async () => {
    const statuses: number[] = []
    for (let index = 0; index < 200; index += 1)
      statuses.push((await api.request('https://authority.example.jp/api/health/live')).status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
  })

  test('a credential that is refused is paid for before the refusal, from a place of its own', async () => {
    const isSpent = () => budget.bookOwn('192.0.2.1 refused', 0).kind === 'refused'
    expect(isSpent()).toBe(false)
    for (let index = 0; index < 30; index += 1) {
      const { status } = await api.request('https://shomei.hospital.example.jp/api/emr/v1/sign-in-status', {
        headers: { host: 'shomei.hospital.example.jp' },
      })
      expect(status).toBe(401)
    }
    expect(isSpent()).toBe(true)
  })

  test.each([
    ['a body that is no JSON', '/api/emr/v1/documents/verify', 'application/json', '{', 400],
    ['a body of another form', '/api/emr/v1/documents/verify', 'application/json', '[]', 400],
    ['a body that is too large', '/api/emr/v1/launches', 'application/json', 'x'.repeat(70_000), 413],
    ['a body of another type', '/api/emr/v1/launches', 'text/plain', '{}', 415],
    ['a form that is malformed', '/oauth2/token', 'application/x-www-form-urlencoded', 'a=1&a=1', 400],
    ['a header without a token', '/csc/v2/credentials/list', 'application/json', '{}', 400],
  ])(
    'a request that is refused before its caller is known is paid for as well: %s',
    async (_, path, type, body, status) => {
      const own = createAnonymousBudget({ ...usualShares, longestWaitMs: 0 }, () => 0)
      const asked = createApi({ ...contexts, budget: own, socketAddress: () => '192.0.2.1' })
      const host = path.startsWith('/api/emr/') ? 'shomei.hospital.example.jp' : 'authority.example.jp'
      const isSpent = () => own.bookOwn('192.0.2.1 refused', 0).kind === 'refused'
      const headers = { host, 'content-type': type, 'content-length': String(body.length) }
      expect(isSpent()).toBe(false)
      for (let index = 0; index < 30; index += 1) {
        expect((await asked.request(`https://${host}${path}`, { method: 'POST', headers, body })).status).toBe(status)
      }
      expect(isSpent()).toBe(true)
    },
  )
})
