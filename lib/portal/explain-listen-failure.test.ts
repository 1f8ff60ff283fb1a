import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { explainListenFailure } from './explain-listen-failure'

const failureOf = (address: string, port: number) =>
  new Promise<NodeJS.ErrnoException>((resolve, reject) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, address, () => {
      server.close()
      reject(new Error('listens'))
    })
  })

test('an address of another machine is named with its setting', async () => {
  // RFC 5737: no machine has it.
  const at = { listenAddress: '192.0.2.1', port: 3000 }
  expect(explainListenFailure(await failureOf(at.listenAddress, 0), at)).toMatch(
    /^SHOMEI_LISTEN_ADDRESS: 192\.0\.2\.1 /,
  )
})

test('a port in use is named with its setting', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const failure = await failureOf('127.0.0.1', port)
  server.close()
  expect(explainListenFailure(failure, { listenAddress: '127.0.0.1', port })).toMatch(/^PORT: .* for example PORT=/)
})
