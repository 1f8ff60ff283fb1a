/** How the holder applied: directly to the certification authority, or through Mynaportal. */
export const notificationCardRoutes = ['ca_direct', 'mynaportal'] as const

export type NotificationCardRoute = (typeof notificationCardRoutes)[number]

export function isNotificationCardRoute(value: unknown): value is NotificationCardRoute {
  return notificationCardRoutes.some((word) => word === value)
}
