import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const operatorErrors = {
  'operator.unknown': { status: 404, log: 'info' },
  'operator.code_taken': { status: 409, log: 'info' },
} as const satisfies ErrorCatalogue

export const operatorError = AppError.of(operatorErrors)
