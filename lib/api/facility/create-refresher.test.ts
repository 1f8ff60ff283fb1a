import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createChangedStaff } from './changed-staff'
import { createRefresher } from './create-refresher'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function start(work: () => Promise<number>) {
  const ending = new AbortController()
  const failures: unknown[] = []
  const ask = createRefresher(work, ending.signal, (error) => failures.push(error))
  return { ask, end: () => ending.abort(), failures }
}

describe('createRefresher', () => {
  test('asks during a run become one more run', async () => {
    let finish = () => {}
    const work = vi.fn(() => new Promise<number>((resolve) => (finish = () => resolve(60_000))))
    const { ask, end } = start(work)
    for (let count = 0; count < 10; count += 1) ask()
    expect(work).toHaveBeenCalledTimes(1)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(2)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(2)
    end()
  })

  test('runs again at the moment it named, at the latest after a minute', async () => {
    const work = vi.fn(async () => (work.mock.calls.length === 1 ? 5_000 : Number.POSITIVE_INFINITY))
    const { ask, end } = start(work)
    ask()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(work).toHaveBeenCalledTimes(3)
    end()
  })

  test('a failure is told and tried again; after the end nothing runs', async () => {
    const work = vi.fn(async (): Promise<number> => {
      throw new Error('away')
    })
    const { ask, end, failures } = start(work)
    ask()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(failures).toHaveLength(2)
    end()
    ask()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(work).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('createChangedStaff', () => {
  test('everything at first, then who was told of or whose moment has come, each once', () => {
    const changed = createChangedStaff()
    expect(changed.take(0)).toBe('all')
    expect(changed.take(0)).toEqual([])
    changed.add('a')
    changed.add('a')
    changed.expect('b', 1_000, 0)
    expect(changed.nextMs(0)).toBe(1_050)
    expect(changed.take(500)).toEqual(['a'])
    expect(changed.take(1_050)).toEqual(['b'])
    expect(changed.take(9_999)).toEqual([])
    expect(changed.nextMs(9_999)).toBe(Number.POSITIVE_INFINITY)
  })

  test('a moment can be forgotten, and a gap means everything again', () => {
    const changed = createChangedStaff()
    changed.take(0)
    changed.expect('a', 10, 0)
    changed.expect('a', null, 0)
    changed.add('b')
    changed.addAll()
    expect(changed.take(1_000)).toBe('all')
  })
})
