/** Ceremony that a WebAuthn challenge was made for. */
export const challengePurposes = ['register', 'trial', 'sign_in', 'my_page'] as const

export type ChallengePurpose = (typeof challengePurposes)[number]

export function isChallengePurpose(value: unknown): value is ChallengePurpose {
  return challengePurposes.some((word) => word === value)
}
