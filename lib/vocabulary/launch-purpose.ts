/** What a frame is opened for: the sign-in itself, or the badge that shows its state. */
export const launchPurposes = ['sign_in', 'badge'] as const

export type LaunchPurpose = (typeof launchPurposes)[number]

export function isLaunchPurpose(value: unknown): value is LaunchPurpose {
  return launchPurposes.some((word) => word === value)
}
