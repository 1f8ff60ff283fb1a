import { expect, test } from 'vitest'
import { logger } from '@/lib/log/logger'
import { createAnonymousBudget, usualShares } from '../edge/anonymous-budget'
import { createEdgeServer } from '../edge/edge-server'
import { askOnce } from '../testing/ask-once'
import { servePage } from './serve-page'

logger('silent')

const settings = {
  role: 'all',
  authorityUrl: 'https://authority.example.jp',
  facilityUrl: 'https://shomei.hospital.example.jp',
} as const

/** The answers to a caller that has asked for nothing yet, while strangers have used up what all may spend together. */
async function statusWhileStrangersAsk(host: string, path: string): Promise<number> {
  const budget = createAnonymousBudget({ ...usualShares, longestWaitMs: 0 }, () => 0)
  while (budget.bookTogether(10).kind === 'admitted');
  const page = { contentType: 'text/html', pieces: [Buffer.from('page')], until: 0 }
  const serving = {
    settings,
    budget,
    kept: { get: async () => page },
    embedOrigins: async () => ({ origins: ['https://emr.hospital.example.jp'], isCurrent: true }),
    hasSession: async () => false,
    addressOf: () => '192.0.2.1',
    makePage: async () => {},
  }
  const server = createEdgeServer({
    settings,
    serve: (request, response) => void servePage(serving, request, response),
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { status } = await askOnce({ port, host, method: 'GET', path, headers: {}, body: undefined })
  server.close()
  return status
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
