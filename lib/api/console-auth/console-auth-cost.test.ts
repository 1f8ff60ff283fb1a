import { expect, test } from 'vitest'
import { consoleAuthOperations } from './console-auth.operations'
import { consoleAuthCost } from './console-auth-cost'

const declarations = consoleAuthOperations.map(({ declaration }) => declaration)

test('each route of the console has a cost, and is found with a query', () => {
  expect(declarations).toHaveLength(6)
  for (const { path } of declarations) {
    expect(consoleAuthCost(path)).toBeGreaterThan(0)
    expect(consoleAuthCost(`${path}?x=/../..`)).toBe(consoleAuthCost(path))
  }
})

test.each([
  '/api/auth/../../docs/errors',
  '/api/auth/%2e%2e/%2e%2e/admin',
  '/api/auth/..\\..\\admin',
  '/api/auth//csrf',
  '/api/auth/csrf/',
  '/api/auth/csrf/../../../docs',
  '/api/auth/%zz',
  '/api/auth/providers',
  '/api/authority/auth/providers',
  '/api/authority/auth/csrf/../../v1/my',
  '/api/authority/auth',
  '/api/auth/',
  'toString',
])('AT-51 the framework is asked for nothing that only begins like one: %s', (url) => {
  expect(consoleAuthCost(url)).toBeNull()
})
