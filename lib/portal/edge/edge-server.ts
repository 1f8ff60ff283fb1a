import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Settings } from '@/lib/config/settings'
import type { ErrorCode } from '@/lib/problem/error-codes'
import { closeWithoutWaiting } from './close-connections'
import { defaultHeaders } from './default-headers'
import { refuseAtEdge, writeRefusal } from './edge-refusal'
import { knownMethods, readTarget } from './request-target'

/** How long a caller may take, in milliseconds. */
export type EdgeLimits = {
  /** Until the header is complete. */
  headersMs: number
  /** Until header and body are complete; the largest body we take is 2 MiB. */
  requestMs: number
  /** Without a byte in either direction: an answer that the client does not read is not kept for ever. Streams send one every 15 s. */
  silenceMs: number
  /** How long an idle connection is kept. Longer than a reverse proxy keeps it (nginx: 60 s), so that the proxy never sends a request on a connection that is just being closed. */
  keepAliveMs: number
  /** How often connections are looked at: the two limits hold to within this. */
  checkMs: number
}

const usualLimits: EdgeLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  silenceMs: 120_000,
  keepAliveMs: 75_000,
  checkMs: 2_000,
}

type EdgeOptions = {
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>
  limits?: EdgeLimits
  /** Gets requests for a path under one Host; the answer has the security headers already. */
  serve: (request: IncomingMessage, response: ServerResponse) => void
}

/**
 * The HTTP server in front of everything: reads method, target and Host by one rule, puts the security headers on every answer, and gives
 * no caller more than its time (408, RFC 9110 §15.5.9), also to take its answer. A wish to change the protocol (`Upgrade`) is ignored (§7.8), expectations that we
 * do not know too (§10.1.1): the request is answered as if they were not there.
 */
export function createEdgeServer({ settings, limits = usualLimits, serve }: EdgeOptions): Server {
  const answers = new WeakMap<Duplex, ServerResponse>()
  const server = createServer(
    {
      requireHostHeader: false,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
    },
    (request, response) => {
      answers.set(request.socket, response)
      admit(request, response)
    },
  )

  closeWithoutWaiting(server)

  function admit(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', httpVersion: version } = request
    const target = readTarget({ method, target: url, hosts: readHosts(request), version })
    // Node drops bytes that came in one packet with an ignored wish: a connection that goes on would keep their sender waiting.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false
    if (target.kind === 'refuse') refuse(request, response, target.code)
    else if (target.kind === 'server_options') {
      response.writeHead(204, { ...defaultHeaders(request.headers.host, settings), allow: knownMethods.join(', ') })
      response.end()
    } else {
      request.url = target.url
      if (target.host !== undefined) setHost(request, target.host)
      for (const [name, value] of Object.entries(defaultHeaders(target.host, settings))) response.setHeader(name, value)
      serve(request, response)
    }
  }

  function refuse(request: IncomingMessage, response: ServerResponse, code: ErrorCode): void {
    const { host, 'accept-language': acceptLanguage } = request.headers
    const { status, headers, body } = refuseAtEdge(code, settings, { host, acceptLanguage, url: request.url ?? '' })
    // An unread body must not become the next request.
    response.writeHead(status, { ...headers, connection: 'close' }).end(body)
  }

  server.setTimeout(limits.silenceMs)
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connect', (request, socket) => {
    const { host } = request.headers
    socket.end(writeRefusal(refuseAtEdge('request.method_not_allowed', settings, { host })))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const isAnswering = answers.get(socket)?.headersSent === true && answers.get(socket)?.writableFinished === false
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) socket.destroy()
    else socket.end(writeRefusal(refuseAtEdge(codeOf(error), settings)), () => socket.destroy())
  })
  return server
}

/** How the HTTP parser of Node names what it could not read. */
function codeOf({ code }: NodeJS.ErrnoException): ErrorCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request.timeout'
  return code === 'HPE_HEADER_OVERFLOW' ? 'request.header_too_large' : 'request.malformed'
}

function readHosts({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === 'host' ? [rawHeaders[index + 1] ?? ''] : [],
  )
}

/** In both places where the parts behind read it: @hono/node-server takes the raw headers, the framework the others. */
function setHost(request: IncomingMessage, host: string): void {
  request.headers.host = host
  const { rawHeaders } = request
  const index = rawHeaders.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  if (index === -1) rawHeaders.push('host', host)
  else rawHeaders[index + 1] = host
}
