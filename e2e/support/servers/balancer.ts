import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'

/** Where the next requests go: one of the two processes, or in turns. */
export type BalancerTarget = 0 | 1 | 'both'

export type Balancer = { port: number; sendTo(target: BalancerTarget): void; stop(): Promise<void> }

/** A plain reverse proxy in front of two processes, as a hospital would put one; keeps the Host name. */
export async function startBalancer(port: number, ports: () => readonly [number, number]): Promise<Balancer> {
  let target: BalancerTarget = 'both'
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    turn += 1
    const [first, second] = ports()
    const index = target === 'both' ? turn % 2 : target
    forward(incoming, outgoing, index === 0 ? first : second)
  })
  await listen(server, port)
  return {
    port,
    sendTo(next) {
      target = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, headers } = incoming
  const call = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
  })
  call.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502).end()
  })
  outgoing.on('close', () => call.destroy())
  incoming.pipe(call)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}
