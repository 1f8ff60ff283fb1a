import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const terminalErrors = {
  'terminal.unknown': { status: 404, log: 'info' },
  'terminal.retired': { status: 410, log: 'info' },
} as const satisfies ErrorCatalogue

export const terminalError = AppError.of(terminalErrors)
