import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const signingErrors = {
  'signing.authentication_required': { status: 409, log: 'info', members: { signIn: 'always', waysOn: 'always' } },
  'signing.in_progress': { status: 409, log: 'info', members: { retryAfterSeconds: 'always' } },
  'signing.key_reused': { status: 422, log: 'warn' },
  'signing.refused': { status: 409, log: 'warn', params: { reason: 'always' } },
  'signing.not_set_up': { status: 503, log: 'error', members: { waysOn: 'sometimes' } },
  'signing.no_credential': { status: 409, log: 'warn' },
  'signing.credential_unfit': { status: 409, log: 'warn' },
  'signing.signer_changed': { status: 409, log: 'error' },
  'signing.in_doubt': { status: 409, log: 'error' },
  'signing.document_wiped': { status: 410, log: 'info' },
  'signing.verification_failed': { status: 500, log: 'error' },
} as const satisfies ErrorCatalogue

export const signingError = AppError.of(signingErrors)
