import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

const away = {
  status: 503,
  log: 'error',
  members: { retryAfterSeconds: 'sometimes', waysOn: 'sometimes' },
} as const

/**
 * Why a call to the authority, or for its CRLs and certificates, came to nothing. Every code that starts with `authority.` means the
 * same for a caller (nothing has changed, ask again later); each names the person who has to act.
 */
export const authorityErrors = {
  'authority.unavailable': { ...away, params: { host: 'sometimes' } },
  'authority.client_refused': away,
  'authority.clock_skew': { ...away, params: { seconds: 'always' } },
  'authority.proxy_unreachable': { ...away, params: { host: 'always', proxy: 'always' } },
  'authority.proxy_refused': { ...away, params: { host: 'always', proxy: 'always', status: 'always' } },
  'authority.proxy_credentials': { ...away, params: { host: 'always', proxy: 'always' } },
  'authority.name_not_resolved': { ...away, params: { host: 'always' } },
  'authority.unreachable': { ...away, params: { host: 'always' } },
  'authority.timeout': { ...away, params: { host: 'always', phase: 'always' } },
  'authority.tls_root_unknown': { ...away, params: { host: 'always', issuer: 'always' } },
  'authority.tls_certificate': { ...away, params: { host: 'always', issuer: 'always' } },
  'authority.tls_client_certificate': { ...away, params: { host: 'always' } },
  'authority.tls_failed': { ...away, params: { host: 'always' } },
} as const satisfies ErrorCatalogue

export const authorityError = AppError.of(authorityErrors)
