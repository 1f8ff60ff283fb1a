import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { EgressError, toEgressError } from './egress-error'
import { isLoopbackName, lookupWithLoopback } from './resolve-loopback'

/** PEM texts with which this installation shows itself to the outside, and the roots it trusts beyond the system's. */
export type ClientTls = { certificatePem?: string; privateKeyPem?: string; authoritiesPem?: string }

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
   * Opens a GET whose answer is read as it comes; ends with `signal`, or after `silenceMs` without an octet.
   * @throws EgressError also while the chunks are read
   */
  stream(request: Omit<OutboundRequest, 'body'>, signal: AbortSignal): Promise<OutboundStream>
  close(): Promise<void>
}

/** A call whose body and answer are octets, not text. */
export type OctetRequest = Omit<OutboundRequest, 'body'> & { body?: Uint8Array; maxAnswerBytes: number }

export type OctetAnswer = Omit<OutboundAnswer, 'body'> & { octets: Uint8Array<ArrayBuffer> }

export type OctetClient = {
  /** @throws EgressError when no complete answer came within the time limit and `maxAnswerBytes` */
  requestOctets(request: OctetRequest): Promise<OctetAnswer>
}

/** Milliseconds: to connect, until an answer is complete, without an octet in a stream, an idle connection is kept. */
export type OutboundLimits = { connectMs: number; answerMs: number; silenceMs: number; keepAliveMs: number }

const usualLimits: OutboundLimits = { connectMs: 3_000, answerMs: 10_000, silenceMs: 40_000, keepAliveMs: 30_000 }
const maxAnswerBytes = 256 * 1024

/**
 * Connections are kept and reused. HTTPS_PROXY, HTTP_PROXY and NO_PROXY count for every name but loopback ones; the client
 * certificate is shown to the origin, with or without a proxy between.
 */
export function createHttpClient(tls: ClientTls = {}, limits: Partial<OutboundLimits> = {}): HttpClient & OctetClient {
  const { connectMs, answerMs, silenceMs, keepAliveMs } = { ...usualLimits, ...limits }
  const certificates = {
    ...(tls.certificatePem === undefined ? {} : { cert: tls.certificatePem }),
    ...(tls.privateKeyPem === undefined ? {} : { key: tls.privateKeyPem }),
    ...(tls.authoritiesPem === undefined ? {} : { ca: tls.authoritiesPem }),
  }
  const timeouts = { headersTimeout: answerMs, bodyTimeout: silenceMs, keepAliveTimeout: keepAliveMs }
  const direct = new Agent({ ...timeouts, connect: { timeout: connectMs, lookup: lookupWithLoopback } })
  const outward = new EnvHttpProxyAgent({
    ...timeouts,
    connect: { timeout: connectMs, ...certificates },
    requestTls: certificates,
  })
  const open = (request: OutboundRequest | OctetRequest, signal: AbortSignal) => {
    const url = new URL(request.url)
    return (isLoopbackName(url.hostname) ? direct : outward).request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal,
    })
  }
  return {
    async request(request) {
      try {
        const answer = await open(request, AbortSignal.timeout(answerMs))
        const octets = await readCapped(answer.body, maxAnswerBytes)
        return { status: answer.statusCode, headers: flat(answer.headers), body: octets.toString('utf8') }
      } catch (error) {
        throw toEgressError(error)
      }
    },
    async requestOctets(request) {
      try {
        const answer = await open(request, AbortSignal.timeout(answerMs))
        const octets = new Uint8Array(await readCapped(answer.body, request.maxAnswerBytes))
        return { status: answer.statusCode, headers: flat(answer.headers), octets }
      } catch (error) {
        throw toEgressError(error)
      }
    },
    async stream(request, signal) {
      try {
        const answer = await open(request, signal)
        return { status: answer.statusCode, headers: flat(answer.headers), chunks: readChunks(answer.body) }
      } catch (error) {
        throw toEgressError(error)
      }
    },
    async close() {
      await Promise.all([direct.destroy(), outward.destroy()])
    },
  }
}

async function readCapped(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw new EgressError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function* readChunks(body: Dispatcher.ResponseData['body']): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) yield chunk
  } catch (error) {
    throw toEgressError(error)
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
