import { expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing/test-database'
import { countAttempt } from './count-attempt'

const { database } = testDatabase()
const limit = (key: string) => ({ key, limit: 10, windowSeconds: 3_600 })

test('AT-17 of 50 attempts at once exactly the limit passes, the rest is told when to come back', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => countAttempt(database, 'authority', limit('card:1'))),
  )
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  for (const error of refused) {
    expect(error).toMatchObject({ code: 'request.rate_limited' })
    expect(error.retryAfterSeconds).toBeGreaterThan(0)
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(3_600)
  }
})

test('another key and another side are not touched', async () => {
  await expect(countAttempt(database, 'authority', limit('card:2'))).resolves.toBeUndefined()
  await expect(countAttempt(database, 'facility', limit('card:1'))).resolves.toBeUndefined()
})
