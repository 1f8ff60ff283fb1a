import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of what an EMR wants signed. */
export const documentErrors = {
  'prescription.invalid': { status: 400, log: 'info', members: { invalidParams: 'always' } },
  'dispensing.invalid': { status: 400, log: 'info', members: { invalidParams: 'always' } },
} as const satisfies ErrorCatalogue

export const documentError = AppError.of(documentErrors)
