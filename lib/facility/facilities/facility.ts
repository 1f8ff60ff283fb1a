import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import { type SignInMethod, signInMethods } from '@/lib/vocabulary/sign-in-method'
import type { TokenMode } from '@/lib/vocabulary/token-mode'

/** What a hospital decides about its sign-ins. */
export type FacilitySettings = {
  tokenMode: TokenMode
  numberMatching: NumberMatching
  /** Methods offered in the frame, in the order shown. */
  methods: SignInMethod[]
  /** From how many seconds before its end a sign-in counts as `expiring`. */
  expiringSeconds: number
}

export const defaultFacilitySettings: FacilitySettings = {
  tokenMode: 'central',
  numberMatching: 'type',
  methods: [...signInMethods],
  expiringSeconds: 7_200,
}
