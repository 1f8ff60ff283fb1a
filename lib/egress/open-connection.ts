import { request } from 'node:http'
import { connect as dialTcp, isIP, type Socket } from 'node:net'
import { connect as dialTls, type PeerCertificate, type SecureContext } from 'node:tls'
import type { ProxyAddress } from '@/lib/config/egress-settings'
import { codeOf, EgressError, type EgressFacts, type EgressPhase } from './egress-error'
import { answeredByProxy } from './proxy-answer'
import { lookupWithLoopback } from './resolve-loopback'
import { toTlsFailure } from './tls-failure'

/** Milliseconds: for each of resolving, connecting and TLS; for the proxy's answer to CONNECT. */
export type ConnectionLimits = { connectMs: number; tunnelMs: number }

export type ConnectionTarget = { hostname: string; port: number; isTls: boolean }

type Way = {
  /** The tunnel's proxy; `null`: directly. */
  tunnel: ProxyAddress | null
  /** The target is itself the proxy, of calls in absolute form. */
  isProxy: boolean
  /** Towards the target. */
  tls: SecureContext
  /** Towards a proxy: without our certificate, which is for the target alone. */
  proxyTls: SecureContext
  limits: ConnectionLimits
  onPhase: (phase: EgressPhase) => void
}

/** How long one address of a name is tried before the next; Node's 250 ms give up too early on slow lines. */
const addressAttemptMs = 1_000

/**
 * A connection that is ready for HTTP/1.1: to the target itself, or through a proxy's tunnel, with TLS inside where it is wanted. Each
 * step has its own limit, and its own error.
 * @throws EgressError
 */
export async function openConnection(target: ConnectionTarget, way: Way): Promise<Socket> {
  const { tunnel, isProxy, onPhase } = way
  const facts: EgressFacts = {
    host: hostAndPort(target),
    ...(tunnel === null ? {} : { proxy: new URL(tunnel.url).host }),
  }
  if (tunnel === null) {
    const socket = await dial(target, { ...way, facts, isProxy })
    return target.isTls ? handshake(socket, target, { ...way, tls: isProxy ? way.proxyTls : way.tls, facts }) : socket
  }
  const proxy = toTarget(new URL(tunnel.url))
  const dialled = await dial(proxy, { ...way, facts, isProxy: true })
  const ofProxy = { ...facts, host: hostAndPort(proxy) }
  const socket = proxy.isTls ? await handshake(dialled, proxy, { ...way, tls: way.proxyTls, facts: ofProxy }) : dialled
  onPhase('proxy')
  await openTunnel(socket, { target, authorization: tunnel.authorization, facts, tunnelMs: way.limits.tunnelMs })
  return target.isTls ? handshake(socket, target, { ...way, facts }) : socket
}

/** Host and port of an absolute URL. */
export function toTarget(url: URL): ConnectionTarget {
  const isTls = url.protocol === 'https:'
  return { hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port) || (isTls ? 443 : 80), isTls }
}

type Step = Pick<Way, 'limits' | 'onPhase' | 'tls'> & { facts: EgressFacts }

function dial(
  { hostname, port }: ConnectionTarget,
  { limits, onPhase, facts, isProxy }: Step & { isProxy: boolean },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let phase: EgressPhase = isIP(hostname) === 0 ? 'dns' : 'connect'
    onPhase(phase)
    const timer = setTimeout(() => end(new EgressError('timeout', { ...facts, phase })), limits.connectMs)
    const socket = dialTcp({
      host: hostname,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: addressAttemptMs,
      lookup: (name, options, callback) =>
        lookupWithLoopback(name, options, (error, ...found) => {
          if (error === null) {
            phase = 'connect'
            onPhase(phase)
            timer.refresh()
          }
          callback(error, ...found)
        }),
    })
    const end = (error: EgressError) => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    socket.once('error', (error) => {
      const failure = isProxy ? 'proxy_unreachable' : phase === 'dns' ? 'name_not_resolved' : 'unreachable'
      end(new EgressError(failure, { ...facts, reason: codeOf(error) }, error))
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })
}

/** RFC 9110 §9.3.6. */
function openTunnel(
  socket: Socket,
  {
    target,
    authorization,
    facts,
    tunnelMs,
  }: { target: ConnectionTarget; authorization: string | null; facts: EgressFacts; tunnelMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = target
    const authority = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`
    const headers = { host: authority, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) }
    const call = request({ method: 'CONNECT', path: authority, headers, createConnection: () => socket })
    const end = (error: EgressError) => {
      clearTimeout(timer)
      call.destroy()
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => end(new EgressError('timeout', { ...facts, phase: 'proxy' })), tunnelMs)
    call.once('error', (error) => end(new EgressError('proxy_unreachable', { ...facts, reason: codeOf(error) }, error)))
    call.once('connect', ({ statusCode = 0, headers: answered }, _, head) => {
      if (statusCode < 200 || statusCode > 299) {
        const { failure, reason } = answeredByProxy(statusCode, answered)
        end(new EgressError(failure, { ...facts, status: statusCode, ...(reason === null ? {} : { reason }) }))
        return
      }
      clearTimeout(timer)
      if (head.length > 0) socket.unshift(head)
      resolve()
    })
    call.end()
  })
}

function handshake(socket: Socket, { hostname }: ConnectionTarget, { tls, limits, onPhase, facts }: Step) {
  return new Promise<Socket>((resolve, reject) => {
    onPhase('tls')
    const secured = dialTls({
      socket,
      secureContext: tls,
      host: hostname,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    })
    let shown: PeerCertificate | null = null
    const end = (error: EgressError) => {
      clearTimeout(timer)
      secured.destroy()
      reject(error)
    }
    const timer = setTimeout(() => end(new EgressError('timeout', { ...facts, phase: 'tls' })), limits.connectMs)
    // Before Node judges the certificate and closes: afterwards it cannot be asked for any more.
    secured.prependOnceListener('secure', () => {
      shown = secured.getPeerCertificate(true)
    })
    secured.once('error', (error) => {
      const { failure, facts: more } = toTlsFailure(error, shown)
      end(new EgressError(failure, { ...facts, ...more }, error))
    })
    secured.once('secureConnect', () => {
      clearTimeout(timer)
      resolve(secured)
    })
  })
}

/** For texts and the log: the port only where it is not the scheme's. */
function hostAndPort({ hostname, port, isTls }: ConnectionTarget): string {
  const host = isIP(hostname) === 6 ? `[${hostname}]` : hostname
  return port === (isTls ? 443 : 80) ? host : `${host}:${port}`
}
