import { connect, type Socket } from 'node:net'

/** Where the `postgres` driver wants to connect, as it has read it from the URL. */
type Target = { host: string[]; port: number[]; path?: string | false; connect_timeout: number }

/**
 * A way to connect for one `postgres` instance, once: the driver would reconnect by itself, also to a server that is starting or
 * full, without a pause, and send there what it had queued for the lost connection.
 */
export function connectOnce(): (target: Target) => Promise<Socket> {
  let isUsed = false
  return (target) =>
    new Promise((resolve, reject) => {
      if (isUsed) return reject(failure('CONNECTION_CLOSED'))
      isUsed = true
      const [host = 'localhost'] = target.host
      const [port = 5432] = target.port
      const socket = connect(typeof target.path === 'string' ? { path: target.path } : { host, port })
      const timer = setTimeout(() => socket.destroy(failure('CONNECT_TIMEOUT')), target.connect_timeout * 1_000)
      socket.once('error', reject)
      socket.once('close', () => clearTimeout(timer))
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.off('error', reject)
        // The driver reads the server's name for TLS from here.
        resolve(Object.assign(socket, { host }))
      })
    })
}

function failure(code: string): Error {
  return Object.assign(new Error('database connection'), { code })
}
