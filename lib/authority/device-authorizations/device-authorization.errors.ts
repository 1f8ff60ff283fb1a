import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const deviceAuthorizationErrors = {
  'device_authorization.unknown': { status: 404, log: 'info' },
  'device_authorization.expired': { status: 410, log: 'info' },
  'device_authorization.denied': { status: 403, log: 'warn' },
  'device_authorization.cancelled': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue

export const deviceAuthorizationError = AppError.of(deviceAuthorizationErrors)
