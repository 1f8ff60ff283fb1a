/** States of a daily sign-in at the authority (docs/protocols.md §1). */
export const deviceAuthorizationStates = [
  'started',
  'shown',
  'claimed',
  'approved',
  'redeemed',
  'denied',
  'expired',
  'cancelled',
] as const

export type DeviceAuthorizationState = (typeof deviceAuthorizationStates)[number]

export function isDeviceAuthorizationState(value: unknown): value is DeviceAuthorizationState {
  return deviceAuthorizationStates.some((word) => word === value)
}
