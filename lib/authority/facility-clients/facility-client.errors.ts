import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const facilityClientErrors = {
  'facility_client.already_exists': { status: 409, log: 'info' },
  'facility_client.invalid_keys': { status: 400, log: 'info' },
  'facility_client.unknown': { status: 404, log: 'info' },
} as const satisfies ErrorCatalogue

export const facilityClientError = AppError.of(facilityClientErrors)
