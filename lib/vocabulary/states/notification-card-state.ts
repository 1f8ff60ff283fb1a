/** What a notification card can still do. */
export const notificationCardStates = ['open', 'expired', 'locked', 'voided', 'consumed'] as const

export type NotificationCardState = (typeof notificationCardStates)[number]

export function isNotificationCardState(value: unknown): value is NotificationCardState {
  return notificationCardStates.some((word) => word === value)
}
