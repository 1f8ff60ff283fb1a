import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

export const notificationCardErrors = {
  'notification_card.unknown': { status: 404, log: 'info' },
  'notification_card.expired': { status: 410, log: 'info' },
  'notification_card.locked': { status: 403, log: 'warn' },
  'notification_card.voided': { status: 410, log: 'info' },
  'notification_card.consumed': { status: 410, log: 'info' },
  'notification_card.wrong_password': { status: 403, log: 'info', params: { tries: 'always' } },
} as const satisfies ErrorCatalogue

export const notificationCardError = AppError.of(notificationCardErrors)
