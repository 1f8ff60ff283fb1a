import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const holderErrors = {
  'holder.unknown': { status: 404, log: 'info' },
  'holder.exists': { status: 409, log: 'info' },
  'holder.disabled': { status: 403, log: 'warn' },
} as const satisfies ErrorCatalogue

export const holderError = AppError.of(holderErrors)
