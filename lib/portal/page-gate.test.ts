import { describe, expect, it } from 'vitest'
import { type Page, pages } from '../config/paths'
import { decidePage } from './page-gate'

const addresses = { authorityUrl: 'http://authority.localhost:3000', facilityUrl: 'http://facility.localhost:3000' }
const testTrust = { ...addresses, testHierarchy: true }
const realTrust = { ...addresses, testHierarchy: false }
const authority = 'authority.localhost:3000'
const facility = 'facility.localhost:3000'

describe('which pages a process serves under which name', () => {
  it.each([
    { name: 'phone page under its own name', path: '/register', host: authority, role: 'all', side: 'authority' },
    { name: 'deeper phone page', path: '/register/guide', host: authority, role: 'authority', side: 'authority' },
    { name: 'frame under its own name', path: '/embed/frame', host: facility, role: 'all', side: 'facility' },
    { name: 'console under its own name', path: '/admin', host: facility, role: 'facility', side: 'facility' },
    { name: 'SDK under its own name', path: '/embed.js', host: facility, role: 'all', side: 'facility' },
    { name: 'host name in capitals', path: '/my', host: 'Authority.LocalHost:3000', role: 'all', side: 'authority' },
    { name: 'entrance under any name', path: '/', host: '127.0.0.1:3000', role: 'facility', side: 'both' },
    { name: 'API reference', path: '/docs', host: facility, role: 'facility', side: 'both' },
    { name: 'error codes', path: '/docs/errors', host: authority, role: 'authority', side: 'both' },
    { name: 'codes of verdicts', path: '/docs/findings', host: facility, role: 'facility', side: 'both' },
    { name: 'icon', path: '/icon.svg', host: authority, role: 'authority', side: 'both' },
  ] as const)('serves: $name', ({ path, host, role, side }) => {
    expect(decidePage(path, host, { role, ...realTrust })).toBe(side)
  })

  it.each([
    { name: 'phone page under the name of the facility', path: '/register', host: facility, role: 'all' },
    { name: 'console under the name of the authority', path: '/admin', host: authority, role: 'all' },
    { name: 'frame under the name of the authority', path: '/embed/frame', host: authority, role: 'all' },
    { name: 'phone page in a process of the facility', path: '/sign-in', host: authority, role: 'facility' },
    { name: 'console in a process of the authority', path: '/admin', host: facility, role: 'authority' },
    { name: 'right name, other port', path: '/my', host: 'authority.localhost:3001', role: 'all' },
    { name: 'right name without port', path: '/my', host: 'authority.localhost', role: 'all' },
    { name: 'name that only begins the same', path: '/my', host: `${authority}.evil.example`, role: 'all' },
    { name: 'foreign name', path: '/admin', host: 'evil.example', role: 'all' },
    { name: 'no name', path: '/admin', host: null, role: 'all' },
    { name: 'path that only begins the same', path: '/administrator', host: facility, role: 'all' },
    { name: 'escaped spelling of a page', path: '/%61dmin', host: authority, role: 'all' },
    { name: 'capital spelling of a page', path: '/Admin', host: facility, role: 'all' },
    { name: 'doubled slash', path: '//admin', host: facility, role: 'all' },
    { name: 'page below one that is listed', path: '/docs/nothing', host: facility, role: 'all' },
    { name: 'image service of the framework', path: '/_next/image', host: facility, role: 'all' },
    { name: 'page data of the framework', path: '/_next/data/x/my.json', host: authority, role: 'all' },
    { name: 'property of every object', path: 'constructor', host: facility, role: 'all' },
    { name: 'page that is not listed', path: '/secret', host: facility, role: 'all' },
  ] as const)('answers as missing: $name', ({ path, host, role }) => {
    expect(decidePage(path, host, { role, ...testTrust })).toBeNull()
  })
})

describe('AT-66 the phone in the browser exists where the trust is `test` only', () => {
  const parts = Object.entries<Page>(pages).filter(([path]) => path.startsWith('/demonstration'))

  it('is its window, the phone pages in it and the authenticator', () => {
    expect(parts.map(([, { demonstration }]) => demonstration).sort()).toEqual([
      'authenticator',
      'framed',
      'framed',
      'framed',
      'framed',
      'window',
    ])
  })

  it.each(parts.map(([path]) => path))('%s', (path) => {
    for (const role of ['all', 'authority'] as const) {
      expect(decidePage(path, authority, { role, ...testTrust })).toBe('authority')
      expect(decidePage(path, authority, { role, ...realTrust })).toBeNull()
    }
    expect(decidePage(path, facility, { role: 'all', ...testTrust })).toBeNull()
    expect(decidePage(path, authority, { role: 'facility', ...testTrust })).toBeNull()
  })
})
