import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBackgroundWork } from './background-work'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('work runs soon after the start, then in its turn, also after a failure, until it is stopped', async () => {
  const turns: number[] = []
  const run = async () => {
    turns.push(turns.length)
    if (turns.length === 1) throw new Error('the database was away')
  }
  const stop = startBackgroundWork([{ name: 'test', everySeconds: 60, run }], () => 0.5)
  await vi.advanceTimersByTimeAsync(2_499)
  expect(turns).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(turns).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(turns).toHaveLength(2)
  stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(turns).toHaveLength(2)
})

test('a turn that takes long is not overtaken by the next', async () => {
  let atOnce = 0
  let most = 0
  const run = async () => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setTimeout(resolve, 150_000))
    atOnce -= 1
  }
  const stop = startBackgroundWork([{ name: 'slow', everySeconds: 60, run }], () => 0.5)
  await vi.advanceTimersByTimeAsync(900_000)
  stop()
  expect(most).toBe(1)
})
