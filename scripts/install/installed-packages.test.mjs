import { describe, expect, test } from 'vitest'
import { isInstalled } from './installed-packages.mjs'

const wanted = { '': { version: '0.1.0' }, 'node_modules/a': { version: '1.0.0' } }

describe('npm ci is needed only when something differs', () => {
  const rows = [
    ['all there', wanted, { 'node_modules/a': { version: '1.0.0' } }, true],
    ['another version', wanted, { 'node_modules/a': { version: '1.0.1' } }, false],
    ['one missing', wanted, {}, false],
    ['an optional one missing', { 'node_modules/b': { version: '1.0.0', optional: true } }, {}, true],
    [
      'an optional one in another version',
      { 'node_modules/b': { version: '1.0.0', optional: true } },
      { 'node_modules/b': { version: '2.0.0' } },
      false,
    ],
  ]
  test.each(rows)('%s', (_name, lock, installed, expected) => {
    expect(isInstalled(lock, installed)).toBe(expected)
  })
})
