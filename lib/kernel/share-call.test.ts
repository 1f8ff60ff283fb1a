import { describe, expect, test } from 'vitest'
import { shareCall } from './share-call'

describe('a shared call', () => {
  test('runs once for 50 that ask together, and its value is kept', async () => {
    let calls = 0
    const read = shareCall(async () => ++calls)
    expect(new Set(await Promise.all(Array.from({ length: 50 }, read)))).toEqual(new Set([1]))
    expect(await read()).toBe(1)
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('away'))],
    [
      'throws at once',
      () => {
        throw new Error('away')
      },
    ],
  ])(
    'that %s is forgotten: all that waited hear it, the next one tries again',
    async (_, fail: () => Promise<string>) => {
      let isAway = true
      const read = shareCall(() => (isAway ? fail() : Promise.resolve('here')))
      const outcomes = await Promise.allSettled(Array.from({ length: 50 }, read))
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
      isAway = false
      expect(await read()).toBe('here')
    },
  )

  test('keeps a value no longer than it is told', async () => {
    let clock = 0
    let calls = 0
    const read = shareCall(async () => ++calls, { keepMs: 1_000, now: () => clock })
    expect([await read(), await read()]).toEqual([1, 1])
    clock = 1_000
    expect(await read()).toBe(2)
  })
})
