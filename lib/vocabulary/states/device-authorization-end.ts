/** Why a device authorization ended without a token. */
export const deviceAuthorizationEnds = [
  'not_me',
  'wrong_number',
  'second_scans',
  'bad_frames',
  'phone',
  'client',
  'expired',
] as const

export type DeviceAuthorizationEnd = (typeof deviceAuthorizationEnds)[number]

export function isDeviceAuthorizationEnd(value: unknown): value is DeviceAuthorizationEnd {
  return deviceAuthorizationEnds.some((word) => word === value)
}
