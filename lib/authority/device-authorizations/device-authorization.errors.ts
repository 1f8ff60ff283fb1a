import type { ErrorCatalogue } from '@/lib/kernel/app-error'

export const deviceAuthorizationErrors = {
  'claim.invalid': { status: 404, log: 'info' },
  'claim.taken': { status: 409, log: 'warn' },
  'claim.wrong_number': { status: 403, log: 'warn' },
  'claim.out_of_order': { status: 409, log: 'info' },
  'claim.ended': { status: 410, log: 'info' },
  'device_authorization.unknown': { status: 404, log: 'info' },
  'device_authorization.expired': { status: 410, log: 'info' },
  'device_authorization.denied': { status: 403, log: 'warn' },
  'device_authorization.cancelled': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue
