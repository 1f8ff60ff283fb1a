import { createServer } from 'node:net'

/**
 * True when a server can listen on the port of the loopback interface.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', () => settle(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => settle(true)))
  })
}

/**
 * A port without a listener at this moment.
 * @returns {Promise<number>}
 */
export function findFreePort() {
  return new Promise((settle, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => settle(port))
    })
  })
}
