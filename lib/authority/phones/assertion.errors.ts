import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const assertionErrors = {
  'assertion.rejected': { status: 403, log: 'warn' },
  'assertion.wrong_phone': { status: 403, log: 'warn' },
  'assertion.user_not_verified': { status: 403, log: 'info' },
  'assertion.backup_eligibility_changed': { status: 409, log: 'error' },
  'assertion.counter_regression': { status: 409, log: 'error' },
} as const satisfies ErrorCatalogue

export const assertionError = AppError.of(assertionErrors)
