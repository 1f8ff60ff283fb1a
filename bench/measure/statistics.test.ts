import { describe, expect, test } from 'vitest'
import { median, medianSpread, pairedRatio, percentile, spreadOf } from './statistics'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index)

describe('percentile is the nearest rank', () => {
  test.each([
    { samples: [7], percent: 50, expected: 7 },
    { samples: [7], percent: 99, expected: 7 },
    { samples: [2, 1], percent: 50, expected: 1 },
    { samples: [2, 1], percent: 51, expected: 2 },
    { samples: upTo(100), percent: 95, expected: 95 },
    { samples: upTo(100), percent: 99, expected: 99 },
    { samples: upTo(100), percent: 100, expected: 100 },
    { samples: upTo(1_000), percent: 99, expected: 990 },
    { samples: [10, 9, 100], percent: 100, expected: 100 },
  ])('$percent % of $samples.length', ({ samples, percent, expected }) => {
    expect(percentile(samples, percent)).toBe(expected)
  })

  test('of nothing there is none', () => {
    expect(() => percentile([], 50)).toThrow(RangeError)
  })
})

test('the samples stay in their order', () => {
  const samples = [3, 1, 2]
  spreadOf(samples)
  median(samples)
  expect(samples).toEqual([3, 1, 2])
})

test('spread', () => {
  expect(spreadOf(upTo(200))).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 })
})

describe('median', () => {
  test.each([
    { values: [4], expected: 4 },
    { values: [4, 2], expected: 3 },
    { values: [100, 1, 2], expected: 2 },
    { values: [10, 9, 2, 1], expected: 5.5 },
  ])('of $values', ({ values, expected }) => {
    expect(median(values)).toBe(expected)
  })

  test('of nothing there is none', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('paired ratio', () => {
  test('a round in which everything was slow does not move it', () => {
    expect(pairedRatio([80, 8, 80], [100, 10, 100])).toBe(0.8)
  })

  test('values without the floor of their round are refused', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow(RangeError)
  })
})

test('spread of rounds: medians, and the sum of the counts', () => {
  const round = (p50: number) => ({ count: 10, p50, p95: p50 * 2, p99: p50 * 3, max: p50 * 4 })
  expect(medianSpread([round(5), round(1), round(3)])).toEqual({ count: 30, p50: 3, p95: 6, p99: 9, max: 12 })
})
