import { expect, test } from 'vitest'
import { type BudgetShares, createAnonymousBudget, payFor } from './anonymous-budget'

const shares: BudgetShares = {
  together: 200,
  perAddress: 100,
  burstMs: 50,
  longestWaitMs: 1_000,
  waiting: 5,
  addresses: 3,
}

function budgetAt(change: Partial<BudgetShares> = {}) {
  const clock = { at: 0 }
  const budget = createAnonymousBudget({ ...shares, ...change }, () => clock.at)
  return { clock, budget, book: (address: string) => budget.bookOwn(address, 10) }
}

const admitted = (waitMs: number) => ({ kind: 'admitted', waitMs })

test('AT-51 what fits the burst is served at once, what follows is spread over its share of the loop', () => {
  const { book } = budgetAt()
  const waits = Array.from({ length: 8 }, () => book('192.0.2.1').waitMs)
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 100, 200])
})

test('AT-51 an address whose turn is too far away is refused, after the longest wait, and books nothing by that', () => {
  const { clock, book } = budgetAt({ waiting: 100 })
  for (let index = 0; index < 16; index += 1) expect(book('192.0.2.1').kind).toBe('admitted')
  for (let index = 0; index < 50; index += 1)
    expect(book('192.0.2.1')).toEqual({ kind: 'refused', waitMs: 1_000, retryAfterSeconds: 2 })
  clock.at = 1_600
  expect(book('192.0.2.1')).toEqual(admitted(0))
})

test('allowed twin: another address does not wait for the one that floods', () => {
  const { book } = budgetAt()
  for (let index = 0; index < 7; index += 1) book('192.0.2.1')
  expect(book('198.51.100.7')).toEqual(admitted(0))
})

test('AT-51 all addresses together do not get more than their share', () => {
  const { clock, budget } = budgetAt({ waiting: 10_000 })
  let spent = 0
  for (clock.at = 0; clock.at < 10_000; clock.at += 1) {
    const answer = budget.bookTogether(10)
    if (answer.kind === 'admitted' && clock.at + answer.waitMs < 10_000) spent += 10
  }
  expect(spent).toBeGreaterThanOrEqual(10 * shares.together)
  expect(spent).toBeLessThanOrEqual(10 * shares.together + 2 * shares.burstMs)
})

test('AT-51 no more than so many wait at once; further ones are refused without waiting', () => {
  const { book } = budgetAt()
  const outcomes = Array.from({ length: 20 }, () => book('192.0.2.1'))
  expect(outcomes.filter(({ waitMs }) => waitMs > 0)).toHaveLength(shares.waiting)
  expect(outcomes.at(-1)).toMatchObject({ kind: 'refused', waitMs: 0 })
})

test('AT-51 addresses beyond those that are remembered share one place, until a remembered one is quiet', () => {
  const { clock, book } = budgetAt()
  for (const address of ['a', 'b', 'c']) book(address)
  const strangers = Array.from({ length: 8 }, (_, index) => book(`stranger ${index}`).waitMs)
  expect(strangers.at(-1)).toBeGreaterThan(0)
  clock.at = 10_000
  expect(book('d')).toEqual(admitted(0))
})

test('AT-51 who pays waits for his turn, and is refused with the seconds to wait', async () => {
  const { budget } = budgetAt({ longestWaitMs: 20 })
  const paid = await Promise.allSettled(Array.from({ length: 50 }, () => payFor(budget, '192.0.2.1', 10)))
  const refused = paid.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(paid.length - refused.length).toBe(6)
  for (const error of refused) expect(error).toMatchObject({ code: 'request.rate_limited', retryAfterSeconds: 1 })
})

test('a call inside the process pays nothing', async () => {
  const { budget } = budgetAt()
  await Promise.all(Array.from({ length: 100 }, () => payFor(budget, null, 1_000)))
  expect(budget.bookTogether(10)).toEqual(admitted(0))
})
