import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password'

test('a password matches its own hash and no other, an account without one never', async () => {
  const passwordHash = await hashPassword('正しいパスワード')
  expect(await verifyPassword('正しいパスワード', passwordHash)).toBe(true)
  expect(await verifyPassword('正しいパスワート', passwordHash)).toBe(false)
  expect(await verifyPassword('正しいパスワード', null)).toBe(false)
})

test('AT-17 a flood of comparisons is cut off, those that wait come to their turn, and afterwards all is as before', async () => {
  const passwordHash = await hashPassword('x')
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => verifyPassword('x', passwordHash)))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(66)
  expect(refused).toHaveLength(134)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'service.unavailable', retryAfterSeconds: 5 })
  expect(await verifyPassword('x', passwordHash)).toBe(true)
})
