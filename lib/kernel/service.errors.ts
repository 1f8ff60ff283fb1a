import { AppError, type ErrorCatalogue } from './app-error'

/** Faults of this installation, never of the caller. */
export const serviceErrors = {
  'service.internal': { status: 500, log: 'error' },
  'service.unavailable': { status: 503, log: 'error', members: { retryAfterSeconds: 'sometimes' } },
} as const satisfies ErrorCatalogue

export const serviceError = AppError.of(serviceErrors)
