import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const claimErrors = {
  'claim.invalid': { status: 404, log: 'info' },
  'claim.taken': { status: 409, log: 'warn' },
  'claim.wrong_number': { status: 403, log: 'warn' },
  'claim.out_of_order': { status: 409, log: 'info' },
  'claim.ended': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue

export const claimError = AppError.of(claimErrors)
