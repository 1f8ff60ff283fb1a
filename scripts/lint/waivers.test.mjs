import { describe, expect, test } from 'vitest'
import { applyWaivers, parseWaivers } from './waivers.mjs'

const violation = { rule: 'size', path: 'lib/a.ts', message: '400 lines' }

describe('a waiver is one line with a reason', () => {
  test('it takes out the violation it names, and only that', () => {
    const waivers = parseWaivers('# comment\n\nsize lib/a.ts table of the standard, read as a whole\n')
    const other = { ...violation, path: 'lib/b.ts' }
    expect(applyWaivers([violation, other], waivers)).toEqual([other])
  })

  test('without a reason it is refused', () => {
    expect(() => parseWaivers('size lib/a.ts\n')).toThrow('waivers.txt:1')
  })

  test('one that fits nothing is a violation', () => {
    const waivers = parseWaivers('size lib/gone.ts table of the standard\n')
    expect(applyWaivers([], waivers)).toMatchObject([{ rule: 'waivers', path: 'lib/gone.ts' }])
  })
})
