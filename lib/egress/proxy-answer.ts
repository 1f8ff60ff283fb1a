import type { EgressFailure } from './egress-error'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Headers by which a proxy marks a refusal as its own: squid's own header, and RFC 9209 §2.1.1. */
const markers = ['x-squid-error', 'proxy-status'] as const
const longestReason = 120

/** Why a proxy gave no way, by the status and headers of its own answer (RFC 9110 §15.5.8; RFC 9209). */
export function answeredByProxy(
  status: number,
  headers: Headers,
): { failure: Extract<EgressFailure, 'proxy_refused' | 'proxy_credentials'>; reason: string | null } {
  return { failure: status === 407 ? 'proxy_credentials' : 'proxy_refused', reason: readReason(headers) }
}

/**
 * Whether an answer to a call in absolute form comes from the proxy and not from the target. Sure for 407; a proxy that does not say
 * so of its other refusals cannot be distinguished from the target.
 */
export function isOfProxy(status: number, headers: Headers): boolean {
  return status === 407 || (status >= 400 && readReason(headers) !== null)
}

function readReason(headers: Headers): string | null {
  for (const name of markers) {
    const value = headers[name]
    const text = String(Array.isArray(value) ? value.at(-1) : (value ?? ''))
    if (text !== '' && (name !== 'proxy-status' || /;\s*error=/.test(text)))
      return text.replace(/[^\x20-\x7e]/g, '').slice(0, longestReason)
  }
  return null
}
