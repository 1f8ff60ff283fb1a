/** Why the holder refuses a sign-in: it is not theirs, or they stop it. */
export const denialReasons = ['not_me', 'cancelled'] as const

export type DenialReason = (typeof denialReasons)[number]

export function isDenialReason(value: unknown): value is DenialReason {
  return denialReasons.some((word) => word === value)
}
