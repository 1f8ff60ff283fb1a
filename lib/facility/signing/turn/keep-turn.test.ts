import { afterEach, expect, test, vi } from 'vitest'
import { keepTurn } from './keep-turn'

afterEach(() => {
  vi.useRealTimers()
})

const turn = { id: 'srq_1', attempt: 1 } as Parameters<typeof keepTurn>[1]
const noDatabase = {} as Parameters<typeof keepTurn>[0]

test.each([1, 30, 45])('a way that may take %i s and never answers is ended then, within the turn', async (seconds) => {
  vi.useFakeTimers()
  let isAborted = false
  const kept = keepTurn(noDatabase, turn, seconds, (signal) => {
    signal.addEventListener('abort', () => (isAborted = true))
    return new Promise(() => {})
  })
  const outcome = expect(kept).rejects.toMatchObject({ code: 'signing.in_progress' })
  await vi.advanceTimersByTimeAsync(seconds * 1000 - 1)
  expect(isAborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await outcome
  expect(isAborted).toBe(true)
})

test('what answers in time leaves no timer behind', async () => {
  vi.useFakeTimers()
  expect(await keepTurn(noDatabase, turn, 30, async () => 'signed')).toBe('signed')
  expect(vi.getTimerCount()).toBe(0)
})
