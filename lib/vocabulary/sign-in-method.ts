/** How a holder proves who they are in a sign-in. */
export const signInMethods = ['fido', 'hpki_card', 'my_number_card'] as const

export type SignInMethod = (typeof signInMethods)[number]

export function isSignInMethod(value: unknown): value is SignInMethod {
  return signInMethods.some((word) => word === value)
}
