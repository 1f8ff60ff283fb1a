import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logger } from '@/lib/log/logger'
import { createAnonymousBudget } from '../rate-limits/anonymous-budget'
import { createEdgeServer } from './edge/edge-server'
import { keepPages } from './kept-pages'
import { servePage } from './serve-page'
import { askOnce } from './testing/ask-once'

logger('silent')

const settings = {
  role: 'all',
  authorityUrl: 'https://authority.example.jp',
  facilityUrl: 'https://shomei.hospital.example.jp',
  testHierarchy: false,
} as const
const emr = 'https://emr.hospital.example.jp'
const madeNonce = 'bWFkZQ=='

/** What the framework and the database do at this moment, and what the framework was asked for. */
const world = { origins: [emr], isCurrent: true, fails: false, asked: [] as string[] }
const setUp = () => Object.assign(world, { origins: [emr], isCurrent: true, fails: false, asked: [] })

const kept = keepPages({
  make: async (pathname) => {
    world.asked.push(pathname)
    const isFile = pathname.includes('.')
    const body = Buffer.from(
      isFile ? 'export {}' : `<script nonce="${madeNonce}">${'x'.repeat(2_000)}</script><p>${pathname}</p>`,
    )
    return { status: world.fails ? 500 : 200, contentType: 'text/html; charset=utf-8', body, nonce: madeNonce }
  },
  // Nothing is kept between two tests.
  now: (() => {
    let at = 0
    return () => {
      at += 1e9
      return at
    }
  })(),
})
const server = createEdgeServer({
  settings,
  serve: (request, response) =>
    void servePage(
      {
        settings,
        budget: createAnonymousBudget(),
        kept,
        embedOrigins: async () => ({ origins: world.origins, isCurrent: world.isCurrent }),
        hasSession: async () => false,
        addressOf: () => null,
        development: false,
        makePage: async (asked, answer) => {
          world.asked.push(asked.url ?? '')
          answer.end('made')
        },
      },
      request,
      response,
    ),
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())
beforeEach(setUp)

const facility = 'shomei.hospital.example.jp'
const get = (path: string, { host = facility, method = 'GET', headers = {} } = {}) =>
  askOnce({ port, host, method, path, headers, body: undefined })

describe('a page from memory', () => {
  test('has a nonce of its own in policy and scripts, and every security header', async () => {
    const [first, second] = [await get('/embed/frame'), await get('/embed/frame')]
    const nonceOf = ({ headers }: typeof first) =>
      /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
    expect(nonceOf(first)).not.toBe(nonceOf(second))
    expect(first.body.toString()).toContain(`nonce="${nonceOf(first)}"`)
    expect(first.body.toString()).not.toContain(madeNonce)
    expect(first.headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(first.headers['content-security-policy']).toContain(`frame-ancestors ${emr}`)
  })

  test('is compressed for who takes gzip, and HEAD has the same head', async () => {
    const plain = await get('/register', { host: 'authority.example.jp' })
    const zipped = await get('/register', { host: 'authority.example.jp', headers: { 'accept-encoding': 'gzip' } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body)).toHaveLength(plain.body.length)
    const head = await get('/register', { host: 'authority.example.jp', method: 'HEAD' })
    expect(head.headers['content-length']).toBe(plain.headers['content-length'])
    expect(head.body).toHaveLength(0)
  })

  test('a file is asked for again by its ETag', async () => {
    const first = await get('/embed.js')
    expect(first.headers).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin' })
    const again = await get('/embed.js', { headers: { 'if-none-match': String(first.headers.etag) } })
    expect(again.status).toBe(304)
  })

  test('a page for whoever has a session is made by the framework', async () => {
    expect((await get('/admin')).body.toString()).toBe('made')
    expect(world.asked).toEqual(['/admin'])
  })
})

describe('a page that cannot be made', () => {
  const policyOf = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
    String(headers['content-security-policy'])

  test.each([
    { name: 'the database is away, the last origins are known', origins: [emr], ancestors: `frame-ancestors ${emr}` },
    { name: 'the database was never there', origins: [], ancestors: 'frame-ancestors *' },
  ])('E1 a frame while $name: 503, seen in the EMR, asking again by itself', async ({ origins, ancestors }) => {
    Object.assign(world, { isCurrent: false, origins })
    const answer = await get('/embed/frame')
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(policyOf(answer)).toContain(ancestors)
    expect(policyOf(answer)).toContain("script-src 'none'")
    expect(answer.headers).not.toHaveProperty('x-frame-options')
    expect(answer.body.toString()).toContain('http-equiv="refresh"')
    expect(answer.body.toString()).not.toMatch(/<script|<a |<form/)
  })

  test('allowed twin: with the database and no EMR client nothing may frame it', async () => {
    Object.assign(world, { origins: [] })
    const answer = await get('/embed/frame')
    expect(answer.status).toBe(200)
    expect(policyOf(answer)).toContain("frame-ancestors 'none'")
  })

  test('the framework fails: 503, and nobody may frame what is no frame', async () => {
    world.fails = true
    const answer = await get('/docs')
    expect(answer.status).toBe(503)
    expect(policyOf(answer)).toContain("frame-ancestors 'none'")
    expect(answer.headers['strict-transport-security']).toBeDefined()
    world.fails = false
    expect((await get('/docs')).status).toBe(200)
  })
})

describe('what is no page', () => {
  test.each([
    '/nothing',
    '/docs/nothing',
    '/embed/nothing',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/data/x/my.json',
    '//evil.example/',
    '/%2e%2e/',
    '/\\evil.example/',
  ])('%s is 404 without the framework, with every security header, and leads nowhere', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.headers).toMatchObject({ 'x-frame-options': 'DENY', 'strict-transport-security': 'max-age=63072000' })
    expect(world.asked).toEqual([])
  })

  test('a slash too many leads to the page, on this server, with every security header', async () => {
    const answer = await get('/docs/?lang=en')
    expect({ status: answer.status, location: answer.headers.location }).toEqual({
      status: 308,
      location: '/docs?lang=en',
    })
    expect(answer.headers).toMatchObject({ 'strict-transport-security': 'max-age=63072000', 'x-frame-options': 'DENY' })
  })

  test.each(['http://evil.example/', 'http://evil.example/docs/', 'http://evil.example/my/', 'http://evil.example//x'])(
    'RFC 9112 §3.2.2 the absolute target %s is answered here and leads to no other server',
    async (target) => {
      const answer = await get(target)
      expect(answer.headers.location ?? '/').toMatch(/^\/(?!\/)/)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s of a page is 405 with Allow', async (method) => {
    const answer = await get('/docs', { method })
    expect({ status: answer.status, allow: answer.headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' })
    expect(world.asked).toEqual([])
  })
})
