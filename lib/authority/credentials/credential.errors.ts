import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of an operator’s commands over second certificates. */
export const credentialErrors = {
  'credential.unknown': { status: 404, log: 'info' },
  'credential.exists': { status: 409, log: 'info' },
  'credential.none': { status: 409, log: 'info' },
  'credential.in_progress': { status: 409, log: 'info' },
  'credential.not_active': { status: 409, log: 'info' },
  'credential.not_suspended': { status: 409, log: 'info' },
  'credential.revoked': { status: 409, log: 'info' },
  'credential.no_authority': { status: 503, log: 'error' },
  'credential.keystore_refused': { status: 503, log: 'error' },
} as const satisfies ErrorCatalogue

export const credentialError = AppError.of(credentialErrors)
