import { describe, expect, test } from 'vitest'
import { parseOptions } from './options'

const names = ['reads', 'streams']

describe('arguments of npm run bench', () => {
  test('without any, everything is measured and kept', () => {
    expect(parseOptions([], names)).toMatchObject({ isKept: true, only: null })
  })

  test('a quick run is not kept', () => {
    expect(parseOptions(['--quick', '--only', 'reads'], names)).toMatchObject({ isKept: false, only: ['reads'] })
  })

  test('the full run has ten million audit events', () => {
    expect(parseOptions(['--full'], names).scale.growth.auditEvents).toEqual([100_000, 10_000_000])
  })

  test.each([['--fast'], ['--only'], ['--only', 'writes'], ['reads']])('refused: %s %s', (...args) => {
    expect(() => parseOptions(args, names)).toThrow()
  })
})
