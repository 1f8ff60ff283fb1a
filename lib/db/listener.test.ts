import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createListener } from './listener'

/** A server that takes each connection and ends it: a database that is starting, or one that has no connection left. */
let connections = 0
const server = createServer((socket) => {
  connections += 1
  socket.destroy()
})
let port = 0

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => void server.close())

test('however many wait for a channel that cannot be heard, one connection is tried at a time, with a pause in between', async () => {
  const listener = createListener(`postgres://shomei@127.0.0.1:${port}/shomei`)
  const hearer = { onPayload() {}, onReconnect() {} }
  const waiting = Array.from({ length: 200 }, () => listener.listen('facility_staff', hearer))
  const outcomes = await Promise.allSettled(waiting)
  await listener.close()
  const codes = outcomes.map((each) => (each.status === 'rejected' ? each.reason.code : 'heard'))
  expect(new Set(codes)).toEqual(new Set(['service.unavailable']))
  // At 0, 0.1, 0.3, 0.7, 1.5 s; the next one is after these three seconds.
  expect(connections).toBeGreaterThan(1)
  expect(connections).toBeLessThanOrEqual(6)
})
