import { describe, expect, test } from 'vitest'
import { findMissingPackages } from './lock-stubs.mjs'

const found = { version: '1.0.0', optional: true }

describe('a lock file is complete for every platform', () => {
  const rows = [
    {
      name: 'a package for another system gets a stub with its platform',
      packages: { 'node_modules/a': { optionalDependencies: { '@a/bin-darwin-arm64': '1.2.3' } } },
      expected: {
        'node_modules/@a/bin-darwin-arm64': { version: '1.2.3', os: ['darwin'], cpu: ['arm64'], optional: true },
      },
    },
    {
      name: 'musl and glibc are told apart, windows is called win32, a range becomes a version',
      packages: {
        'node_modules/a': {
          dev: true,
          optionalDependencies: { 'a-linux-x64-musl': '^2.0.0', 'a-windows-x64': '~3.0.0' },
        },
      },
      expected: {
        'node_modules/a-linux-x64-musl': {
          version: '2.0.0',
          os: ['linux'],
          cpu: ['x64'],
          libc: ['musl'],
          optional: true,
          dev: true,
        },
        'node_modules/a-windows-x64': { version: '3.0.0', os: ['win32'], cpu: ['x64'], optional: true, dev: true },
      },
    },
    {
      name: 'a package that is there at the top is left alone',
      packages: { 'node_modules/a': { optionalDependencies: { b: '1.0.0' } }, 'node_modules/b': found },
      expected: {},
    },
    {
      name: 'a package that is there below the one that asks is left alone',
      packages: { 'node_modules/a': { optionalDependencies: { b: '1.0.0' } }, 'node_modules/a/node_modules/b': found },
      expected: {},
    },
    {
      name: 'a package that is there only below a stranger is missing',
      packages: { 'node_modules/a': { optionalDependencies: { b: '1.0.0' } }, 'node_modules/c/node_modules/b': found },
      expected: { 'node_modules/b': { version: '1.0.0', optional: true } },
    },
  ]
  test.each(rows)('$name', ({ packages, expected }) => {
    expect(findMissingPackages(packages)).toEqual(expected)
  })
})
