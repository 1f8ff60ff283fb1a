import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const registrationErrors = {
  'registration.unknown': { status: 404, log: 'info' },
  'registration.expired': { status: 410, log: 'info' },
  'registration.done': { status: 409, log: 'info' },
} as const satisfies ErrorCatalogue

export const registrationError = AppError.of(registrationErrors)
