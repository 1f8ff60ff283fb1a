import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiParts } from '@/lib/api/openapi-document'
import { familyOfPath, findPage, pages, placeOf } from './paths'

describe('AT-57 one table says what there is', () => {
  test.each([
    ['/', 'page'],
    ['/admin', 'page'],
    ['/embed.js', 'page'],
    ['/api/emr/v1/launches', 'operation'],
    ['/oauth2/token', 'operation'],
    ['/csc/v2/info', 'operation'],
    ['/api/nothing', 'operation'],
    ['/_next/static/chunks/a.js', 'build_file'],
  ])('%s is a %s', (path, place) => {
    expect(placeOf(path)).toBe(place)
  })

  test.each([
    '/nothing',
    '/api',
    '/API/emr/v1/launches',
    '/Api/health/live',
    '//api/emr/v1/launches',
    '/./api/emr/v1/launches',
    '/%61pi/emr/v1/launches',
    '/x/../api/emr/v1/launches',
    '/x/%2e%2e/api/health/live',
    '/x%2f..%2fapi%2fhealth%2flive',
    '\\api\\health\\live',
    '/oauth2',
    '/OAuth2/token',
    '/csc',
    '/admin/',
    '/admin//',
    '/admin/../admin',
    '/admin%2f',
    '/admin;x',
    '/Admin',
    '/ADMIN',
    '/_next/image',
    '/_next/data/x/my.json',
    '/_next//static/a.js',
    '/.env',
    'constructor',
    '__proto__',
    '',
  ])('a path that is spelled otherwise, or not listed, is nothing: %j', (path) => {
    expect(placeOf(path)).toBeNull()
  })

  test('no text but a listed one is a page', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath()), (path) => {
        expect(findPage(path) !== null).toBe(Object.keys(pages).includes(path))
      }),
    )
  })

  test('an address is in one list only', () => {
    for (const path of Object.keys(pages)) {
      expect(familyOfPath(path), path).toBeNull()
      expect(placeOf(path), path).toBe('page')
    }
  })

  test('each part of the API has a page of the reference, on its own side', () => {
    for (const [part, { side }] of Object.entries(apiParts)) expect(findPage(`/docs/${part}`)?.side).toBe(side)
  })

  test('every page of a console but its sign-in names a right', () => {
    const consoles = Object.keys(pages).filter((path) => /^\/(?:admin|authority)(?:\/|$)/.test(path))
    expect(consoles.length).toBeGreaterThan(1)
    for (const path of consoles) expect(findPage(path)?.right !== undefined, path).toBe(!path.endsWith('/sign-in'))
  })
})

test('a page whose right is none of its side’s does not compile', () => {
  const made = { kind: 'made', ms: 1 } as const
  // @ts-expect-error a right that there is not
  const unknown: import('./paths').Page = { side: 'facility', cost: made, right: 'everything.edit' }
  // @ts-expect-error a right of the other side
  const foreign: import('./paths').Page = { side: 'authority', cost: made, right: 'sign_in_status.view' }
  // @ts-expect-error a page that says not what it costs
  const free: import('./paths').Page = { side: 'both' }
  expect([unknown, foreign, free]).toHaveLength(3)
})
