import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** `localhost` and every name below it (RFC 6761 §6.3), and the loopback addresses themselves. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return name === 'localhost' || name.endsWith('.localhost') || /^127(\.\d+){3}$/.test(name) || name === '[::1]'
}

/** Resolves `*.localhost` to 127.0.0.1 without asking anybody, as browsers do and Node does not; other names as the system does. */
export const lookupWithLoopback: LookupFunction = (hostname, options, callback) => {
  if (!isLoopbackName(hostname)) return systemLookup(hostname, options, callback)
  if (options.all === true) return callback(null, [{ address: '127.0.0.1', family: 4 }])
  return callback(null, '127.0.0.1', 4)
}
