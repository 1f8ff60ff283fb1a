import type { SealPlace } from '@/lib/keystore/keyring'
import type { MethodReason } from '@/lib/vocabulary/method-reason'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { SignInState } from '@/lib/vocabulary/states/sign-in-state'

/** How a sign-in ends without a token. */
export type SignInFailure = Extract<SignInState, 'denied' | 'expired' | 'cancelled' | 'failed'>

/** How long a start may wait for the authority before it counts as failed. */
export const startingSeconds = 20

/** How long one process may be busy redeeming before another takes over; longer than any call to the authority may last. */
export const redeemLeaseSeconds = 20

/** What was sealed before `qr_sign_in` had these columns still opens: the place is a name that never changes. */
export function deviceCodePlace(signInId: string): SealPlace {
  return { table: 'sign_in', row: signInId, column: 'sealed_device_code' }
}

export function qrSecretPlace(signInId: string): SealPlace {
  return { table: 'sign_in', row: signInId, column: 'sealed_qr_secret' }
}

/** Why a method cannot be chosen, the reason that is hardest to change first; `null` when it can. */
export function judgeMethod(
  method: SignInMethod,
  facts: { allowed: readonly string[]; linked: boolean; hasReader: boolean },
): MethodReason | null {
  if (!facts.allowed.includes(method)) return 'not_allowed_here'
  if (!facts.linked) return 'not_linked'
  if (method === 'fido') return null
  return facts.hasReader ? 'not_yet_offered' : 'no_reader_at_terminal'
}
