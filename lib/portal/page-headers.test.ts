import { describe, expect, it } from 'vitest'
import type { PathSide } from '../config/paths'
import { pageHeaders } from './page-headers'

const emr = 'https://emr.hospital.example.jp'

function headersOf(pathname: string, side: PathSide | null, change: Partial<Parameters<typeof pageHeaders>[0]> = {}) {
  return pageHeaders({
    pathname,
    side,
    nonce: 'bm9uY2U=',
    embedOrigins: [emr],
    secure: true,
    development: false,
    ...change,
  })
}

function directive(headers: Record<string, string>, name: string): string | undefined {
  const policy = headers['content-security-policy'] ?? ''
  return policy.split('; ').find((part) => part.startsWith(`${name} `))
}

describe('AT-31 who may frame a page', () => {
  it('allowed twin: the frame, by the registered EMR origins only', () => {
    const headers = headersOf('/embed', 'facility')
    expect(directive(headers, 'frame-ancestors')).toBe(`frame-ancestors ${emr}`)
    expect(headers).not.toHaveProperty('x-frame-options')
    expect(headers).not.toHaveProperty('cross-origin-opener-policy')
  })

  it.each([
    { name: 'the console', pathname: '/admin', side: 'facility' },
    { name: 'the phone page of sign-in', pathname: '/sign-in', side: 'authority' },
    { name: 'the registration', pathname: '/register', side: 'authority' },
    { name: 'the entrance', pathname: '/', side: 'both' },
    { name: 'a missing page', pathname: '/embed', side: null },
    { name: 'a path that begins like the frame', pathname: '/embedded', side: 'facility' },
  ] as const)('refused: $name', ({ pathname, side }) => {
    const headers = headersOf(pathname, side)
    expect(directive(headers, 'frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  })

  it.each([
    { name: 'none registered', embedOrigins: [] },
    { name: 'a wildcard', embedOrigins: ['*', 'https://*.example.jp'] },
    { name: 'an origin with a second directive', embedOrigins: [`${emr}; script-src *`] },
    { name: 'two in one', embedOrigins: [`${emr} https://evil.example`] },
    { name: 'a path', embedOrigins: [`${emr}/chart`] },
    { name: 'another scheme', embedOrigins: ['data:text/html,x', 'null', 'javascript:1'] },
  ])('refused: the frame with $name', ({ embedOrigins }) => {
    const headers = headersOf('/embed', 'facility', { embedOrigins })
    expect(directive(headers, 'frame-ancestors')).toBe("frame-ancestors 'none'")
  })
})

describe('AT-66 only the phone pages in the window of the demonstration are framed, and only by it', () => {
  it('allowed twin: a phone page in the window, by its own origin', () => {
    const headers = headersOf('/demonstration/phone/sign-in', 'authority')
    expect(directive(headers, 'frame-ancestors')).toBe("frame-ancestors 'self'")
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['permissions-policy']).toContain('display-capture=()')
  })

  it('the window frames its own origin, may capture a screen, and is framed by nobody', () => {
    const headers = headersOf('/demonstration/phone', 'authority')
    expect(directive(headers, 'frame-src')).toBe("frame-src 'self'")
    expect(directive(headers, 'frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['permissions-policy']).toContain('display-capture=(self)')
  })

  it.each([
    ['/register', 'authority'],
    ['/sign-in', 'authority'],
    ['/my', 'authority'],
    ['/authority', 'authority'],
    ['/demonstration-authenticator.js', 'authority'],
    ['/demonstration/phone/sign-in', null],
    ['/demonstration/phone', null],
    ['/demonstration/phone/other', 'authority'],
  ] as const)('nothing is loosened for %s (%s)', (pathname, side) => {
    const headers = headersOf(pathname, side)
    expect(directive(headers, 'frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(directive(headers, 'frame-src')).toBeUndefined()
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['permissions-policy']).toContain('display-capture=()')
  })
})

describe('what a page may do', () => {
  it('starts from nothing and runs only scripts with the nonce', () => {
    const headers = headersOf('/register', 'authority')
    expect(directive(headers, 'default-src')).toBe("default-src 'none'")
    expect(directive(headers, 'script-src')).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })

  it('a plain page runs none', () => {
    expect(directive(headersOf('/docs', 'both', { plain: true }), 'script-src')).toBe("script-src 'none'")
  })

  it.each([
    { pathname: '/register', side: 'authority', create: '(self)', get: '(self)' },
    { pathname: '/admin', side: 'facility', create: '()', get: '(self)' },
    { pathname: '/embed', side: 'facility', create: '()', get: '()' },
    { pathname: '/nothing', side: null, create: '()', get: '()' },
  ] as const)('$pathname: keys made $create, used $get', ({ pathname, side, create, get }) => {
    const policy = headersOf(pathname, side)['permissions-policy']
    expect(policy).toContain(`publickey-credentials-create=${create}`)
    expect(policy).toContain(`publickey-credentials-get=${get}`)
    expect(policy).toContain('camera=()')
  })

  it('promises https only where the address is https', () => {
    expect(headersOf('/', 'both')).toHaveProperty('strict-transport-security')
    expect(headersOf('/', 'both', { secure: false })).not.toHaveProperty('strict-transport-security')
  })

  it('lets other origins load the SDK and the frame, nothing else', () => {
    const policies = ['/embed.js', '/embed', '/admin'].map(
      (path) => headersOf(path, 'facility')['cross-origin-resource-policy'],
    )
    expect(policies).toEqual(['cross-origin', 'cross-origin', 'same-origin'])
  })
})
