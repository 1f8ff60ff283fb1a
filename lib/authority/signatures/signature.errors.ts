import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of signing. The CSC API answers each with the standard's own text. */
export const signatureErrors = {
  'signature.token_invalid': { status: 401, log: 'info' },
  'signature.token_ended': { status: 401, log: 'info' },
  'signature.credential_unknown': { status: 400, log: 'warn' },
  'signature.credential_disabled': { status: 400, log: 'warn' },
  'signature.certificate_expired': { status: 400, log: 'warn', params: { subject: 'always' } },
  'signature.document_kind_unfit': { status: 400, log: 'warn' },
  'signature.algorithm_unfit': { status: 400, log: 'info' },
  'signature.budget_exceeded': { status: 400, log: 'warn' },
  'signature.sad_invalid': { status: 400, log: 'warn' },
  'signature.sad_expired': { status: 400, log: 'info' },
  'signature.hash_not_authorized': { status: 400, log: 'warn' },
  'signature.repeat_differs': { status: 400, log: 'warn' },
  'signature.in_progress': { status: 503, log: 'info', members: { retryAfterSeconds: 'always' } },
  'signature.keystore_refused': { status: 503, log: 'error', members: { retryAfterSeconds: 'always' } },
  'signature.in_doubt': { status: 500, log: 'error' },
  'signature.record_altered': { status: 500, log: 'error' },
} as const satisfies ErrorCatalogue

export const signatureError = AppError.of(signatureErrors)
