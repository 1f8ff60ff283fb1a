import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const launchErrors = {
  'launch.invalid': { status: 401, log: 'warn' },
  'launch.origin_mismatch': {
    status: 403,
    log: 'warn',
    params: { sent: 'sometimes', registered: 'sometimes' },
    members: { invalidParams: 'sometimes' },
  },
} as const satisfies ErrorCatalogue

export const launchError = AppError.of(launchErrors)
