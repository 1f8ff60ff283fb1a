import { describe, expect, test } from 'vitest'
import { insertResults } from './performance-page'
import type { BenchResult } from './result'

const result: BenchResult = {
  bench: 'example',
  title: 'Example',
  takenAt: '2026-01-02T03:04:05.000Z',
  seconds: 12.4,
  machine: {
    cores: 2,
    processor: 'Test CPU',
    memoryGiB: 8,
    node: '20.19.0',
    postgres: '18.4',
    fsync: 'on',
    synchronousCommit: 'on',
    commitMs: 1.5,
  },
  loadBefore: 0.5,
  loadAfter: 1.25,
  conditions: ['16 connections'],
  verdicts: [
    {
      work: 'status',
      measured: { value: 4321, unit: '1/s' },
      floor: { value: 5000, unit: '1/s' },
      ratio: 0.8642,
      target: '≥ 0.8',
      isMet: true,
    },
    {
      work: 'stream',
      measured: { value: 160.04, unit: 'kB' },
      floor: null,
      ratio: null,
      target: '≤ 150 kB',
      isMet: false,
    },
  ],
  details: [
    { name: 'one', values: { p50: 1.234, p99: 20.55 } },
    { name: 'two', values: { p50: 0.5, p99: 7 } },
    { name: 'other', values: { kB: 3 } },
  ],
}

describe('page of results', () => {
  const page = 'before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n'

  test('only what stands between the markers is replaced, again and again', () => {
    const once = insertResults(page, [result])
    expect(once).toMatch(/^before\n<!-- bench:begin -->\n/)
    expect(once).toMatch(/\n<!-- bench:end -->\nafter\n$/)
    expect(once).not.toContain('old')
    expect(insertResults(once, [result])).toBe(once)
  })

  test.each([
    '| status | 4,321/s | 5,000/s | 0.86 | ≥ 0.8 | met |',
    '| stream | 160 kB | – | – | ≤ 150 kB | **below** |',
    '| one | 1.23 | 20.6 |\n| two | 0.5 | 7 |',
    '| | kB |\n|---|---:|\n| other | 3 |',
    'Measured 2026-01-02 in 12 s on 2 cores (Test CPU)',
    'load average 0.5 before, 1.25 after',
    '(fsync on, synchronous_commit on, one commit 1.5 ms)',
    '- 16 connections',
  ])('says %j', (text) => {
    expect(insertResults(page, [result])).toContain(text)
  })

  test.each(['no markers', '<!-- bench:end --> <!-- bench:begin -->', '<!-- bench:begin --> only'])(
    'refuses a page such as %j',
    (broken) => {
      expect(() => insertResults(broken, [result])).toThrow('bench:begin')
    },
  )
})
