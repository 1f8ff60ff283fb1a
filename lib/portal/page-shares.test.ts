import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { PathSide } from '@/lib/config/paths'
import { logger } from '@/lib/log/logger'
import { type AnonymousBudget, createAnonymousBudget, usualShares } from '../rate-limits/anonymous-budget'
import { createEdgeServer } from './edge/edge-server'
import { servePage } from './serve-page'
import { askOnce } from './testing/ask-once'

logger('silent')

const settings = {
  role: 'all',
  authorityUrl: 'https://authority.example.jp',
  facilityUrl: 'https://shomei.hospital.example.jp',
  testHierarchy: false,
} as const

const createBudget = () => createAnonymousBudget({ ...usualShares, longestWaitMs: 0 }, () => 0)

/** The statuses of so many answers, one after the other, to one caller. */
async function statuses(
  budget: AnonymousBudget,
  host: string,
  path: string,
  count: number,
  sessionOf: 'facility' | 'authority' | null = null,
): Promise<number[]> {
  const page = { contentType: 'text/html', pieces: [Buffer.from('page')], until: 0 }
  const serving = {
    settings,
    budget,
    kept: { get: async () => page },
    embedOrigins: async () => ({ origins: ['https://emr.hospital.example.jp'], isCurrent: true }),
    hasSession: async (_: unknown, side: PathSide) => side === sessionOf,
    addressOf: () => '192.0.2.1',
    makePage: async (_: unknown, response: ServerResponse) => void response.end('made'),
    development: false,
  }
  const server = createEdgeServer({
    settings,
    serve: (request, response) => void servePage(serving, request, response),
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const answered: number[] = []
  for (let index = 0; index < count; index += 1)
    answered.push((await askOnce({ port, host, method: 'GET', path, headers: {}, body: undefined })).status)
  server.close()
  return answered
}

/** The answer to a caller that has asked for nothing yet, while strangers have used up what all may spend together. */
async function statusWhileStrangersAsk(host: string, path: string): Promise<number | undefined> {
  const budget = createBudget()
  while (budget.bookTogether(10).kind === 'admitted');
  return (await statuses(budget, host, path, 1))[0]
}

test.each([
  ['authority.example.jp', '/sign-in'],
  ['authority.example.jp', '/register'],
  ['authority.example.jp', '/my'],
  ['shomei.hospital.example.jp', '/embed/frame'],
  ['shomei.hospital.example.jp', '/embed.js'],
])('AT-51 however much strangers ask for, a phone or a terminal gets its page: %s%s', async (host, path) => {
  expect(await statusWhileStrangersAsk(host, path)).toBe(200)
})

test.each([
  ['authority.example.jp', '/'],
  ['authority.example.jp', '/docs'],
  ['shomei.hospital.example.jp', '/docs/emr'],
  ['shomei.hospital.example.jp', '/nothing'],
])('what nobody needs for that is paid by all together: %s%s', async (host, path) => {
  expect(await statusWhileStrangersAsk(host, path)).toBe(429)
})

test('AT-51 a page of the API reference, which is large, is paid for as four others', async () => {
  expect((await statuses(createBudget(), 'authority.example.jp', '/sign-in', 40)).at(-1)).toBe(200)
  expect((await statuses(createBudget(), 'authority.example.jp', '/docs/authority', 40)).at(-1)).toBe(429)
})

test.each([
  ['authority.example.jp', '/authority/operators', 'authority', 200],
  ['authority.example.jp', '/authority/operators', 'facility', 429],
  ['authority.example.jp', '/authority/operators', null, 429],
  ['shomei.hospital.example.jp', '/admin', 'facility', 200],
  ['shomei.hospital.example.jp', '/admin', 'authority', 429],
] as const)(
  'AT-51 %s%s, asked for 40 times with a session of the console of %s, answers %d at last',
  async (...row) => {
    const [host, path, sessionOf, last] = row
    expect((await statuses(createBudget(), host, path, 40, sessionOf)).at(-1)).toBe(last)
  },
)
