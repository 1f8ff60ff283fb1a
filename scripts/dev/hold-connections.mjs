import { connect, createServer } from 'node:net'

const AGAIN_MS = 100

/**
 * Listens in front of a server that restarts: a client that connects meanwhile waits until it listens again, and is not refused.
 * @param {number} port on the loopback interface
 * @param {number} target port of the server
 * @returns {Promise<{ close: () => void }>}
 */
export async function holdConnections(port, target) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set()
  const server = createServer((near) => {
    open.add(near)
    near.once('close', () => open.delete(near))
    near.on('error', () => near.destroy())
    reach(near)
  })
  const reach = (near) => {
    if (near.destroyed) return
    let isReached = false
    const far = connect(target, '127.0.0.1')
    far.once('connect', () => {
      isReached = true
      near.pipe(far).pipe(near)
      near.once('close', () => far.destroy())
      far.once('close', () => near.destroy())
    })
    far.on('error', () => {
      if (isReached) near.destroy()
      else setTimeout(reach, AGAIN_MS, near)
    })
  }
  await new Promise((settle, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => settle(undefined))
  })
  return {
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
