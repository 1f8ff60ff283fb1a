import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import type { ServerIdentity } from './test-certificates'

export type ProxyBehaviour = {
  /** Where every target is in truth: a port of this machine. */
  portOf?: (authority: string) => number
  /** `user:password` of Basic credentials that it wants. */
  credentials?: string
  /** Status with which it refuses everything. */
  refusesWith?: number
  headers?: Record<string, string>
  /** Accepts connections and sends nothing; may be changed while it runs. */
  isSilent?: boolean
  /** Opens TLS and shows this certificate instead of the target's. */
  inspectsWith?: ServerIdentity
}

/** A hospital's proxy on loopback, and what it was asked: request lines. */
export async function startTestProxy(behaviour: ProxyBehaviour) {
  const asked: string[] = []
  const sockets = new Set<Duplex>()
  const refusalOf = (call: IncomingMessage): number | null => {
    asked.push(`${call.method} ${call.url}`)
    const { credentials, refusesWith } = behaviour
    const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
    if (wanted !== undefined && call.headers['proxy-authorization'] !== wanted) return 407
    return refusesWith ?? null
  }
  const server = createServer((call, answer) => {
    if (behaviour.isSilent) return
    const status = refusalOf(call)
    if (status !== null) return void answer.writeHead(status, { ...behaviour.headers, via: '1.1 test' }).end('refused')
    const { host, pathname, search } = new URL(call.url ?? '')
    const { 'proxy-authorization': _, ...headers } = call.headers
    const options = { port: portOf(host), path: `${pathname}${search}`, method: call.method, headers }
    call.pipe(
      request(options, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers)
        from.pipe(answer)
      }).on('error', () => answer.destroy()),
    )
  })
  const portOf = (authority: string) => behaviour.portOf?.(authority) ?? Number(authority.split(':').at(-1))
  server.on('connect', (call: IncomingMessage, from: Duplex) => {
    if (behaviour.isSilent) return void from.resume()
    const status = refusalOf(call)
    const headers = Object.entries(behaviour.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
    from.on('error', () => from.destroy())
    if (status !== null) return void from.end(`HTTP/1.1 ${status} No\r\n${headers.join('')}\r\n`)
    from.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const { inspectsWith: shown } = behaviour
    const inside =
      shown === undefined
        ? from
        : new TLSSocket(from as Socket, { isServer: true, cert: shown.certificatePem, key: shown.privateKeyPem })
    const to = connect(portOf(call.url ?? ''), '127.0.0.1')
    const drop = () => {
      for (const each of [inside, to, from]) each.destroy()
    }
    for (const each of [inside, to]) each.on('error', drop)
    inside.pipe(to).pipe(inside)
  })
  return { ...(await listenOn(server, sockets)), asked }
}

/** TLS in front of a port of this machine, which may be known later. */
export async function startTlsFront(
  { certificatePem: cert, privateKeyPem: key }: ServerIdentity,
  portOf: () => number,
) {
  const server = createTlsServer({ cert, key }, (from) => {
    const to = connect(portOf(), '127.0.0.1')
    const drop = () => {
      from.destroy()
      to.destroy()
    }
    for (const each of [from, to]) each.on('error', drop)
    from.pipe(to).pipe(from)
  })
  return listenOn(server, new Set())
}

/** A server that accepts connections and never sends anything. */
export async function startSilentServer() {
  return listenOn(
    createTcpServer((socket) => socket.resume()),
    new Set(),
  )
}

async function listenOn(server: Server | TcpServer, sockets: Set<Duplex>) {
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
