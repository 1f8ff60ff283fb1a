import type { ErrorCatalogue } from '@/lib/kernel/app-error'

export const phoneErrors = {
  'phone.rejected': { status: 400, log: 'warn' },
  'phone.already_registered': { status: 409, log: 'info' },
  'phone.limit_reached': { status: 409, log: 'info' },
  'phone.synced_not_allowed': { status: 403, log: 'info' },
  'phone.attestation_required': { status: 403, log: 'info' },
  'phone.unknown': { status: 404, log: 'info' },
  'phone.removed': { status: 410, log: 'info' },
  'assertion.rejected': { status: 403, log: 'warn' },
  'assertion.counter_regression': { status: 409, log: 'error' },
} as const satisfies ErrorCatalogue
