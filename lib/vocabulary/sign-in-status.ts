/** State of a staff member’s sign-in as the EMR and every screen show it. */
export const signInStatusNames = ['signed_in', 'expiring', 'sign_in_required', 'not_registered', 'locked'] as const

export type SignInStatusName = (typeof signInStatusNames)[number]

export function isSignInStatusName(value: unknown): value is SignInStatusName {
  return signInStatusNames.some((word) => word === value)
}
