import { describe, expect, test } from 'vitest'
import { GROUPS, parseTestOptions } from './options.mjs'

describe('npm test takes', () => {
  const rows = [
    ['nothing: everything runs', [], { groups: GROUPS, files: [] }],
    ['one group', ['--only', 'unit'], { groups: ['unit'], files: [] }],
    ['files of one group', ['--only', 'database', 'lib/audit'], { groups: ['database'], files: ['lib/audit'] }],
  ]
  test.each(rows)('%s', (_name, args, expected) => {
    expect(parseTestOptions(args)).toEqual(expected)
  })

  const refused = [
    ['an unknown group', ['--only', 'smoke'], /static, unit, database, e2e/],
    ['an unknown option', ['--fast'], /--only/],
    ['files without a group', ['lib/audit'], /--only/],
  ]
  test.each(refused)('not %s', (_name, args, message) => {
    expect(() => parseTestOptions(args)).toThrow(message)
  })
})
