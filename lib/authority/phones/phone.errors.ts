import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const phoneErrors = {
  'phone.rejected': { status: 400, log: 'warn' },
  'phone.user_not_verified': { status: 403, log: 'info' },
  'phone.key_not_supported': { status: 403, log: 'info' },
  'phone.already_registered': { status: 409, log: 'info' },
  'phone.limit_reached': { status: 409, log: 'info' },
  'phone.synced_not_allowed': { status: 403, log: 'info' },
  'phone.attestation_required': { status: 403, log: 'info' },
  'phone.unknown': { status: 404, log: 'info' },
  'phone.removed': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue

export const phoneError = AppError.of(phoneErrors)
