import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDatabase } from '@/lib/db/database'
import { emrOrigin, facilityWorld, testOrigin } from '../testing/facility-world'
import { disableEmrClient } from './disable-emr-client'
import { listEmbedOrigins } from './list-embed-origins'

const world = facilityWorld()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'], now: Date.now() })
})
afterEach(() => {
  vi.useRealTimers()
})

test('E1 up to five seconds old; with the database away it says so, with the last list known', async () => {
  const away = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', connections: 2 })
  expect(await listEmbedOrigins(away)).toEqual({ origins: [], isCurrent: false })
  vi.advanceTimersByTime(5_001)
  const { principal } = await world.newHospital()
  expect(await listEmbedOrigins(world.db)).toEqual({ origins: [emrOrigin], isCurrent: true })
  await disableEmrClient(world.context, { ...principal, actor: 'system' }, testOrigin)
  expect(await listEmbedOrigins(world.db)).toEqual({ origins: [emrOrigin], isCurrent: true })
  vi.advanceTimersByTime(5_001)
  expect(await listEmbedOrigins(away)).toEqual({ origins: [emrOrigin], isCurrent: false })
  vi.advanceTimersByTime(5_001)
  expect(await listEmbedOrigins(world.db)).toEqual({ origins: [], isCurrent: true })
  await away.close()
})
