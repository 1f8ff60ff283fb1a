import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { findFreePort } from '../process/ports.mjs'
import { holdConnections } from './hold-connections.mjs'

describe('in front of a server that restarts', () => {
  const closing = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function open() {
    const [port, target] = [await findFreePort(), await findFreePort()]
    const { close } = await holdConnections(port, target)
    closing.push(close)
    const start = async (answer) => {
      const server = createServer((_, response) => response.end(answer))
      server.listen(target, '127.0.0.1')
      await once(server, 'listening')
      const stop = async () => {
        server.closeAllConnections()
        await new Promise((settle) => server.close(settle))
      }
      closing.push(stop)
      return { stop }
    }
    return { start, port, get: async () => (await fetch(`http://127.0.0.1:${port}/`)).text() }
  }

  test('a request that comes before it listens is answered when it does', async () => {
    const { start, port } = await open()
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET / HTTP/1.0\r\n\r\n')
    await start('first')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 [\s\S]*first$/)
  })

  test('a request between two of its lives is answered by the second', async () => {
    const { start, get } = await open()
    const first = await start('first')
    expect(await get()).toBe('first')
    await first.stop()
    const answer = get()
    await start('second')
    expect(await answer).toBe('second')
  })

  test('nothing listens after the end', async () => {
    const port = await findFreePort()
    const { close } = await holdConnections(port, await findFreePort())
    close()
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
  })
})
