import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const accessTokenErrors = {
  'access_token.unknown': { status: 404, log: 'info' },
} as const satisfies ErrorCatalogue

export const accessTokenError = AppError.of(accessTokenErrors)
