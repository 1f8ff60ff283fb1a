import type { ErrorCatalogue } from '@/lib/kernel/app-error'

export const launchErrors = {
  'launch.invalid': { status: 401, log: 'warn' },
  'launch.origin_mismatch': { status: 403, log: 'warn' },
  'frame_session.expired': { status: 401, log: 'info' },
} as const satisfies ErrorCatalogue
