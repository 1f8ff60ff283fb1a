import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of what is there for vendors only. */
export const sandboxErrors = {
  'sandbox.not_a_test_person': { status: 409, log: 'info' },
  'sandbox.unknown_request': { status: 404, log: 'info' },
  'sandbox.sign_in_not_finished': { status: 409, log: 'warn', params: { reason: 'always' } },
} as const satisfies ErrorCatalogue

export const sandboxError = AppError.of(sandboxErrors)
