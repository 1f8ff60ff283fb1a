import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const frameSessionErrors = {
  'frame_session.expired': { status: 401, log: 'info' },
} as const satisfies ErrorCatalogue

export const frameSessionError = AppError.of(frameSessionErrors)
