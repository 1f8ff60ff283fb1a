export type TokenMode = 'central' | 'per_terminal'

export type SignInMethod = 'fido' | 'hpki_card' | 'my_number_card'

export const signInMethods: readonly SignInMethod[] = ['fido', 'hpki_card', 'my_number_card']

/** What a hospital decides about its sign-ins. */
export type FacilitySettings = {
  tokenMode: TokenMode
  numberMatching: 'type' | 'pick'
  /** Methods offered in the frame, in the order shown. */
  methods: SignInMethod[]
  /** From how many seconds before its end a sign-in counts as `expiring`. */
  expiringSeconds: number
}

export const defaultFacilitySettings: FacilitySettings = {
  tokenMode: 'central',
  numberMatching: 'type',
  methods: ['fido', 'hpki_card', 'my_number_card'],
  expiringSeconds: 7_200,
}

/** The column is text: a method this build does not know is not offered. */
export function isSignInMethod(text: string): text is SignInMethod {
  return signInMethods.some((method) => method === text)
}
