import { expect, test } from 'vitest'
import { inRounds } from './in-rounds'

test('every work once a round, and the first one changes', async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(name)
    return order.length
  }
  const results = await inRounds(3, { a: work('a'), b: work('b'), c: work('c') })
  expect(order.join('')).toBe('abcbcacab')
  expect(results).toEqual({ a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] })
})
