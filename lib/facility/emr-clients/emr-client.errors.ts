import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const emrClientErrors = {
  'emr_client.unknown': { status: 404, log: 'info' },
  'emr_client.invalid_keys': { status: 400, log: 'info' },
  'emr_client.invalid_origin': { status: 400, log: 'info' },
} as const satisfies ErrorCatalogue

export const emrClientError = AppError.of(emrClientErrors)
