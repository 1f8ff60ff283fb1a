import type { ErrorCatalogue } from '@/lib/kernel/app-error'

/**
 * Why a call to the authority, or for its CRLs and certificates, came to nothing. Every code that starts with `authority.` means the
 * same for a caller (nothing has changed, ask again later); each says who has to change what.
 */
export const authorityErrors = {
  'authority.unavailable': { status: 503, log: 'error' },
  'authority.client_refused': { status: 503, log: 'error' },
  'authority.clock_skew': { status: 503, log: 'error' },
  'authority.proxy_unreachable': { status: 503, log: 'error' },
  'authority.proxy_refused': { status: 503, log: 'error' },
  'authority.proxy_credentials': { status: 503, log: 'error' },
  'authority.name_not_resolved': { status: 503, log: 'error' },
  'authority.unreachable': { status: 503, log: 'error' },
  'authority.timeout': { status: 503, log: 'error' },
  'authority.tls_root_unknown': { status: 503, log: 'error' },
  'authority.tls_certificate': { status: 503, log: 'error' },
  'authority.tls_client_certificate': { status: 503, log: 'error' },
  'authority.tls_failed': { status: 503, log: 'error' },
} as const satisfies ErrorCatalogue
