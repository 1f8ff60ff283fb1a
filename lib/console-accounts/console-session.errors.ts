import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const consoleSessionErrors = {
  'console_session.invalid_credentials': { status: 401, log: 'warn' },
  'console_session.locked': {
    status: 429,
    log: 'warn',
    params: { seconds: 'always' },
    members: { retryAfterSeconds: 'always' },
  },
  'console_session.expired': { status: 401, log: 'info' },
} as const satisfies ErrorCatalogue

export const consoleSessionError = AppError.of(consoleSessionErrors)
