import { expect, test } from 'vitest'
import { createWriteCheck } from '@/lib/db/check-writable'
import { testDatabase } from '@/lib/db/testing/test-database'
import type { AuthorityHealth } from '@/lib/facility/authority-port/reachability/authority-health'
import { newRouter } from '../router'
import { healthOperations } from './health.operations'

const { asSide } = testDatabase()
const db = asSide('facility')

async function ready(health: AuthorityHealth | null) {
  const router = newRouter()
  const operations = healthOperations({
    checks: [createWriteCheck(db)],
    readAuthorityHealth: health === null ? null : () => health,
  })
  for (const { mount } of operations) mount(router)
  const answer = await router.request('http://localhost/api/health/ready')
  return { status: answer.status, body: (await answer.json()) as unknown }
}

test('a process without a facility says nothing of an authority', async () => {
  expect(await ready(null)).toEqual({ status: 200, body: { status: 'ok' } })
})

test('an authority that cannot be reached is named by its code, and is no reason to take the process out', async () => {
  const failure = { code: 'authority.proxy_refused', params: { host: 'authority.example.jp', status: 403 } }
  expect(await ready({ state: 'failed', failure, clockSkewSeconds: null })).toEqual({
    status: 200,
    body: { status: 'ok', authority: { state: 'failed', code: failure.code, clock_skew_seconds: null } },
  })
})

test('AT-49 a clock that is wrong is named with its size', async () => {
  expect(await ready({ state: 'reached', failure: null, clockSkewSeconds: -90 })).toEqual({
    status: 200,
    body: { status: 'ok', authority: { state: 'reached', clock_skew_seconds: -90 } },
  })
})
