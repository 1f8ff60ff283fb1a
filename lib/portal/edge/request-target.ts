import { normalHost } from '@/lib/config/own-host'

/** What a request asks for, as every part behind the edge reads it: a path with its query, and one Host. */
export type Target =
  | { kind: 'serve'; url: string; host: string | undefined }
  /** `OPTIONS *`: a question about the server as a whole (RFC 9110 §9.3.7). */
  | { kind: 'server_options' }
  | { kind: 'refuse'; code: 'request.malformed' | 'request.method_not_allowed' }

/** The methods that anything of ours answers to. */
export const knownMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type Head = { method: string; target: string; hosts: readonly string[]; version: string }

/**
 * Reads method, request target and Host (RFC 9112 §3.2). The absolute form is reduced to its path, and its host replaces the Host header
 * (§3.2.2), so that nothing behind the edge can take the target for an address to send somebody to. More than one Host, one that is no host,
 * and none in HTTP/1.1 are malformed (§3.2). TRACE, CONNECT and unknown methods are not allowed.
 */
export function readTarget({ method, target, hosts, version }: Head): Target {
  if (!knownMethods.includes(method)) return { kind: 'refuse', code: 'request.method_not_allowed' }
  const [host] = hosts
  if (host === undefined ? version === '1.1' : hosts.length > 1 || normalHost(host, 'http:') === null) return malformed
  if (target === '*') return method === 'OPTIONS' ? { kind: 'server_options' } : malformed
  if (target.startsWith('/')) return { kind: 'serve', url: target, host }
  return readAbsolute(target)
}

const malformed = { kind: 'refuse', code: 'request.malformed' } as const

function readAbsolute(target: string): Target {
  const [, scheme = '', authority = '', rest = ''] = /^(https?):\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? []
  if (normalHost(authority, `${scheme.toLowerCase()}:`) === null) return malformed
  return { kind: 'serve', url: rest.startsWith('/') ? rest : `/${rest}`, host: authority }
}
