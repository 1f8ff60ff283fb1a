import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const facilityErrors = {
  'facility.unknown': { status: 404, log: 'info' },
  'facility.disabled': { status: 403, log: 'warn' },
} as const satisfies ErrorCatalogue

export const facilityError = AppError.of(facilityErrors)
