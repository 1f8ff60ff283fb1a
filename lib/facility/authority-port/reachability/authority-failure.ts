import { EgressError } from '@/lib/egress/egress-error'
import type { AppError } from '@/lib/kernel/app-error'
import { authorityError } from '../authority.errors'

const retryAfterSeconds = 10

/**
 * A call that got no answer, as an error of the catalogue. Its params name host, proxy, status, issuer or phase, as the texts of that
 * code use them.
 */
export function toAuthorityFailure(error: unknown, detail?: string): AppError {
  const more = { retryAfterSeconds, cause: error, ...(detail === undefined ? {} : { detail }) }
  if (!(error instanceof EgressError)) return authorityError('authority.unavailable', more)
  const { host = '-', proxy = '-', phase, status, issuer = '-' } = error.facts
  switch (error.failure) {
    case 'proxy_unreachable':
      return authorityError('authority.proxy_unreachable', { ...more, params: { host, proxy } })
    case 'proxy_credentials':
      return authorityError('authority.proxy_credentials', { ...more, params: { host, proxy } })
    case 'proxy_refused':
      return authorityError('authority.proxy_refused', { ...more, params: { host, proxy, status: status ?? 0 } })
    case 'tls_root_unknown':
    case 'tls_certificate':
      return authorityError(`authority.${error.failure}`, { ...more, params: { host, issuer } })
    case 'timeout':
      // A proxy that accepts the connection and does not answer is the proxy's fault, as is one that refuses it.
      return phase === 'proxy'
        ? authorityError('authority.proxy_unreachable', { ...more, params: { host, proxy } })
        : authorityError('authority.timeout', { ...more, params: { host, phase: phase ?? 'answer' } })
    case 'name_not_resolved':
    case 'unreachable':
    case 'tls_client_certificate':
    case 'tls_failed':
      return authorityError(`authority.${error.failure}`, { ...more, params: { host } })
    // What is broken between two working ends, or was ended by ourselves, is the authority being away.
    case 'connection_lost':
    case 'too_large':
    case 'aborted':
      return authorityError('authority.unavailable', { ...more, params: { host } })
  }
}
