import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const signInErrors = {
  'sign_in.unknown': { status: 404, log: 'info' },
  'sign_in.method_not_available': { status: 409, log: 'info' },
  'sign_in.not_registered': { status: 409, log: 'info' },
  'sign_in.no_phone': { status: 409, log: 'info' },
  'sign_in.failed': { status: 409, log: 'error' },
  'sign_in.expired': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue

export const signInError = AppError.of(signInErrors)
