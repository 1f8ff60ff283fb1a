import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { toFailure } from './problem'

/** What reading a body throws when its sender goes away in the middle, from node:http itself. */
async function abortedBody(): Promise<unknown> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const thrown = new Promise<unknown>((resolve) => {
    server.on('request', (request) => {
      request.on('error', resolve).resume()
      request.socket.destroy()
    })
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf')
  const error = await thrown
  server.close()
  return error
}

test('AT-52 a body whose sender went away is no fault of ours and no alarm', async () => {
  expect(toFailure(await abortedBody())).toMatchObject({ code: 'request.timeout', entry: { status: 408, log: 'info' } })
})

test('allowed twin: a connection to the database that is reset stays an alarm', () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  expect(toFailure(reset).entry.log).toBe('error')
})
