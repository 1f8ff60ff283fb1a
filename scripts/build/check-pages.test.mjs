import { expect, test } from 'vitest'
import { unlistedAddresses } from './check-pages.mjs'

const table = {
  pages: { '/': {}, '/docs/emr': {}, '/embed.js': {} },
  placeOf: (/** @type {string} */ path) => (path.startsWith('/api/') ? 'operation' : null),
}

test('a build of listed addresses only', () => {
  const built = ['/', '/docs/[part]', '/embed.js', '/api/auth/[...nextauth]', '/_not-found', '/_error']
  expect(unlistedAddresses(built, table)).toEqual([])
})

test.each(['/secret', '/docs', '/docs/[part]/[page]', '/embedXjs', '/csc/[...path]', '/[...path]', '/[page]/emr/x'])(
  'AT-57 a page that is in no list stops the build: %s',
  (address) => {
    expect(unlistedAddresses(['/', address], table)).toEqual([address])
  },
)
