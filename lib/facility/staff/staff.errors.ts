import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const staffErrors = {
  'staff.unknown': { status: 404, log: 'info' },
  'staff.locked': { status: 403, log: 'warn' },
  'staff.not_linked': { status: 409, log: 'info' },
} as const satisfies ErrorCatalogue

export const staffError = AppError.of(staffErrors)
