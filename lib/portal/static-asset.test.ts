import { expect, test } from 'vitest'
import { assetPath } from './static-asset'

test.each([
  { url: '/_next/static/chunks/0a1b.js', path: '/build/static/chunks/0a1b.js' },
  { url: '/_next/static/chunks/0a1b.js?dpl=1', path: '/build/static/chunks/0a1b.js' },
  { url: '/_next/static/../server/app.js', path: null },
  { url: '/_next/static/%2e%2e/server/app.js', path: null },
  { url: '/_next/static/chunks/..%2f..%2fBUILD_ID', path: null },
  { url: '/_next/static', path: null },
  { url: '/register', path: null },
])('$url', ({ url, path }) => {
  expect(assetPath('/build', url)).toBe(path)
})
