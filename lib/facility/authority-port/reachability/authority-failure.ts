import { EgressError, type EgressFailure } from '@/lib/egress/egress-error'
import { AppError } from '@/lib/kernel/app-error'
import type { authorityErrors } from '../authority.errors'

type AuthorityErrorCode = keyof typeof authorityErrors

const retryAfterSeconds = 10

/** What is broken between two working ends, or was ended by ourselves, is the authority being away. */
const codes: Readonly<Record<EgressFailure, AuthorityErrorCode>> = {
  proxy_unreachable: 'authority.proxy_unreachable',
  proxy_refused: 'authority.proxy_refused',
  proxy_credentials: 'authority.proxy_credentials',
  name_not_resolved: 'authority.name_not_resolved',
  unreachable: 'authority.unreachable',
  tls_root_unknown: 'authority.tls_root_unknown',
  tls_certificate: 'authority.tls_certificate',
  tls_client_certificate: 'authority.tls_client_certificate',
  tls_failed: 'authority.tls_failed',
  timeout: 'authority.timeout',
  connection_lost: 'authority.unavailable',
  too_large: 'authority.unavailable',
  aborted: 'authority.unavailable',
}

/**
 * A call that got no answer, as an error of the catalogue. Its params name host, proxy, status, issuer or phase, as the texts of that
 * code use them.
 */
export function toAuthorityFailure(error: unknown, detail?: string): AppError {
  const more = { retryAfterSeconds, cause: error, ...(detail === undefined ? {} : { detail }) }
  if (!(error instanceof EgressError)) return new AppError('authority.unavailable', more)
  const { host = '-', proxy = '-', phase, status, issuer = '-' } = error.facts
  switch (error.failure) {
    case 'proxy_unreachable':
    case 'proxy_credentials':
      return new AppError(codes[error.failure], { ...more, params: { host, proxy } })
    case 'proxy_refused':
      return new AppError(codes[error.failure], { ...more, params: { host, proxy, status: status ?? 0 } })
    case 'tls_root_unknown':
    case 'tls_certificate':
      return new AppError(codes[error.failure], { ...more, params: { host, issuer } })
    case 'timeout':
      // A proxy that takes the connection and says nothing is the proxy's fault, as one that does not take it.
      return phase === 'proxy'
        ? new AppError('authority.proxy_unreachable', { ...more, params: { host, proxy } })
        : new AppError('authority.timeout', { ...more, params: { host, phase: phase ?? 'answer' } })
    default:
      return new AppError(codes[error.failure], { ...more, params: { host } })
  }
}
