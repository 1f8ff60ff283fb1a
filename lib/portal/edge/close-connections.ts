import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Lets `server.close()` wait for answers under way and for nothing else, however long idle connections are kept. Node ends only the
 * connections that are idle at that moment: not those whose answer ends later, and not those that never carried a request.
 */
export function closeWithoutWaiting(server: Server): void {
  const unused = new Set<Duplex>()
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.prependListener('request', (request, response) => {
    unused.delete(request.socket)
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
  })
  const close = server.close.bind(server)
  server.close = (callback) => {
    close(callback)
    for (const socket of unused) socket.destroy()
    return server
  }
}
