import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { Agent, type buildConnector, type Dispatcher } from 'undici'
import type { EgressSettings, ProxyAddress } from '@/lib/config/egress-settings'
import { isWithoutProxy } from '../config/no-proxy'
import { type CallLimit, withinLimit } from './call-limit'
import { EgressError, type EgressFacts, type EgressPhase, toEgressError } from './egress-error'
import { openConnection, toTarget } from './open-connection'
import { answeredByProxy, isOfProxy } from './proxy-answer'
import { isLoopbackName } from './resolve-loopback'

/** PEM texts with which a caller shows itself to the target. */
export type ClientTls = { certificatePem?: string; privateKeyPem?: string }

export type OutboundRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export type OutboundAnswer = {
  status: number
  /** Header names in lower case; of repeated ones the last. */
  headers: Readonly<Record<string, string>>
  body: string
}

export type OutboundStream = Omit<OutboundAnswer, 'body'> & { chunks: AsyncIterable<Uint8Array> }

/** The only way out of this process: no redirect is followed, every wait and every answer has a limit. */
export type HttpClient = {
  /** @throws EgressError when no complete answer came within the time and size limits */
  request(request: OutboundRequest): Promise<OutboundAnswer>
  /**
   * Opens a GET whose answer is read as it comes; ends with `signal`, or after `silenceMs` without a byte.
   * @throws EgressError also while the chunks are read
   */
  stream(request: Omit<OutboundRequest, 'body'>, signal: AbortSignal): Promise<OutboundStream>
  close(): Promise<void>
}

/** A call whose body and answer are bytes, not text. `limit`: other times than those of the client. */
export type ByteRequest = Omit<OutboundRequest, 'body'> & {
  body?: Uint8Array
  maxAnswerBytes: number
  limit?: CallLimit
}

export type ByteAnswer = Omit<OutboundAnswer, 'body'> & { bytes: Uint8Array<ArrayBuffer> }

export type ByteClient = {
  /** @throws EgressError when no complete answer came within the time limit and `maxAnswerBytes` */
  requestBytes(request: ByteRequest): Promise<ByteAnswer>
}

/**
 * Milliseconds: for each of resolving, connecting and TLS; for a proxy's answer to CONNECT; until an answer is complete, all of these
 * included; without a byte in a stream; an idle connection is kept.
 */
export type OutboundLimits = {
  connectMs: number
  tunnelMs: number
  answerMs: number
  silenceMs: number
  keepAliveMs: number
}

const usualLimits: OutboundLimits = {
  connectMs: 3_000,
  tunnelMs: 5_000,
  answerMs: 10_000,
  silenceMs: 40_000,
  keepAliveMs: 30_000,
}
const maxAnswerBytes = 256 * 1024

/**
 * Connections are kept and reused. The proxies of the settings count for every name but loopback ones and those of NO_PROXY: `https:`
 * goes through a tunnel, `http:` in absolute form (RFC 9112 §3.2.2), as proxies allow it. The client certificate is shown to the
 * origin, with or without a proxy between, and never to a proxy.
 */
export function createHttpClient(
  settings: Partial<EgressSettings> & ClientTls = {},
  limits: Partial<OutboundLimits> = {},
): HttpClient & ByteClient {
  const { answerMs, silenceMs, ...rest } = { ...usualLimits, ...limits }
  const usualLimit = { answerMs, idleMs: answerMs, totalMs: answerMs }
  const routes = createRoutes(settings, { answerMs, silenceMs, ...rest })

  async function call<Result>(
    request: OutboundRequest | ByteRequest,
    limit: CallLimit,
    read: (answer: Dispatcher.ResponseData, progressed: () => void) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const url = new URL(request.url)
    const route = routes.routeOf(url)
    const bounded = { limit, facts: route.facts, phase: route.phase, ...(signal === undefined ? {} : { signal }) }
    return withinLimit(bounded, async (ending, progressed) => {
      try {
        const answer = await route.send({
          method: request.method,
          headers: { ...request.headers },
          body: request.body ?? null,
          signal: ending,
          headersTimeout: limit.answerMs,
        })
        progressed()
        if (route.isAbsolute && isOfProxy(answer.statusCode, answer.headers)) {
          await answer.body.dump()
          const { failure, reason } = answeredByProxy(answer.statusCode, answer.headers)
          const more = { status: answer.statusCode, ...(reason === null ? {} : { reason }) }
          throw new EgressError(failure, { ...route.facts, ...more })
        }
        return await read(answer, progressed)
      } catch (error) {
        throw toEgressError(error, route.facts)
      }
    })
  }

  return {
    request: (request) =>
      call(request, usualLimit, async (answer, progressed) => {
        const bytes = await readCapped(answer.body, maxAnswerBytes, progressed)
        return { status: answer.statusCode, headers: flat(answer.headers), body: bytes.toString('utf8') }
      }),
    requestBytes: (request) =>
      call(request, request.limit ?? usualLimit, async (answer, progressed) => {
        const bytes = new Uint8Array(await readCapped(answer.body, request.maxAnswerBytes, progressed))
        return { status: answer.statusCode, headers: flat(answer.headers), bytes }
      }),
    stream(request, signal) {
      const { facts } = routes.routeOf(new URL(request.url))
      const open = async (answer: Dispatcher.ResponseData) => ({
        status: answer.statusCode,
        headers: flat(answer.headers),
        chunks: readChunks(answer.body, signal, facts),
      })
      return call(request, usualLimit, open, signal)
    },
    close: routes.close,
  }
}

type Send = Pick<Dispatcher.RequestOptions, 'method' | 'body' | 'signal' | 'headersTimeout'> & {
  headers: Record<string, string>
}

type Route = {
  facts: EgressFacts
  phase: () => EgressPhase
  /** Sent to a proxy in absolute form. */
  isAbsolute: boolean
  send(options: Send): Promise<Dispatcher.ResponseData>
}

/** One agent for each way out: directly, through the tunnel, and to the proxy itself. */
function createRoutes(settings: Partial<EgressSettings> & ClientTls, limits: OutboundLimits) {
  const proxyTls = secureContextOf({ tlsRootsPem: settings.tlsRootsPem ?? [] })
  const tls = settings.certificatePem === undefined ? proxyTls : secureContextOf(settings)
  const phases = new Map<string, EgressPhase>()
  const agentFor = (way: { tunnel: ProxyAddress | null; isProxy: boolean }) => {
    const connect: buildConnector.connector = (options, callback) => {
      const origin = new URL(`${options.protocol}//${options.host}`)
      const onPhase = (phase: EgressPhase) => phases.set(origin.origin, phase)
      openConnection(toTarget(origin), { ...way, tls, proxyTls, limits, onPhase })
        .finally(() => phases.delete(origin.origin))
        .then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        )
    }
    const { answerMs, silenceMs, keepAliveMs } = limits
    return new Agent({ headersTimeout: answerMs, bodyTimeout: silenceMs, keepAliveTimeout: keepAliveMs, connect })
  }
  const { httpProxy = null, httpsProxy = null, noProxy = [] } = settings
  const direct = agentFor({ tunnel: null, isProxy: false })
  const tunnelled = httpsProxy === null ? direct : agentFor({ tunnel: httpsProxy, isProxy: false })
  const absolute = agentFor({ tunnel: null, isProxy: true })

  function routeOf(url: URL): Route {
    const isDirect = isLoopbackName(url.hostname) || isWithoutProxy(noProxy, url)
    const proxy = isDirect ? null : url.protocol === 'https:' ? httpsProxy : httpProxy
    const facts = { host: url.host, ...(proxy === null ? {} : { proxy: new URL(proxy.url).host }) }
    const path = `${url.pathname}${url.search}`
    if (proxy !== null && url.protocol === 'http:') {
      const credentials = proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }
      return {
        facts,
        phase: () => phases.get(proxy.url) ?? 'answer',
        isAbsolute: true,
        send: ({ headers, ...options }) =>
          absolute.request({
            ...options,
            origin: proxy.url,
            path: `${url.origin}${path}`,
            headers: { ...headers, ...credentials, host: url.host },
          }),
      }
    }
    const agent = proxy === null ? direct : tunnelled
    return {
      facts,
      phase: () => phases.get(url.origin) ?? 'answer',
      isAbsolute: false,
      send: (options) => agent.request({ ...options, origin: url.origin, path }),
    }
  }
  return {
    routeOf,
    close: async () => {
      await Promise.all([...new Set([direct, tunnelled, absolute])].map((agent) => agent.destroy()))
    },
  }
}

/** Roots of the settings are added to those of Node. Made once: reading a hundred certificates for each connection is slow. */
function secureContextOf({
  tlsRootsPem = [],
  certificatePem,
  privateKeyPem,
}: Partial<EgressSettings> & ClientTls): SecureContext {
  return createSecureContext({
    ...(tlsRootsPem.length === 0 ? {} : { ca: [...rootCertificates, ...tlsRootsPem] }),
    ...(certificatePem === undefined ? {} : { cert: certificatePem }),
    ...(privateKeyPem === undefined ? {} : { key: privateKeyPem }),
  })
}

async function readCapped(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
  progressed: () => void,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    progressed()
    length += chunk.length
    if (length > maxBytes) throw new EgressError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function* readChunks(
  body: Dispatcher.ResponseData['body'],
  signal: AbortSignal,
  facts: EgressFacts,
): AsyncIterable<Uint8Array> {
  const stop = () => body.destroy(new EgressError('aborted', facts))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) yield chunk
  } catch (error) {
    throw toEgressError(error, facts)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value
      return last === undefined ? [] : [[name.toLowerCase(), last]]
    }),
  )
}
