import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const compatErrors = {
  'compat.off': { status: 404, log: 'info' },
  'compat.origin_refused': { status: 403, log: 'warn' },
  'compat.not_authenticated': { status: 401, log: 'info', members: { waysOn: 'sometimes' } },
  'compat.invalid_settings': { status: 400, log: 'info' },
} as const satisfies ErrorCatalogue

export const compatError = AppError.of(compatErrors)
