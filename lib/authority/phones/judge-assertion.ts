import { toBase64Url } from '@/lib/kernel/bytes'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyAssertion } from '@/lib/webauthn/verify-assertion'
import type { AssertionVerdict } from '@/lib/webauthn/webauthn'
import type { AuthorityContext } from '../authority-context'
import type { Challenge } from '../challenges/challenge'
import { recordFailure } from '../record-event'
import { relyingParty } from '../relying-party'
import { assertionRefusal } from './assertion-refusal'
import type { Phone } from './phone'

export type AcceptedAssertion = Extract<AssertionVerdict, { accepted: true }>

/**
 * Judges an answer to a consumed challenge against one phone (WebAuthn L3 §7.2). Nothing is written for an accepted one: hand it
 * to `acceptAssertion` in the transaction of what it approves. A counter that went back under a right signature is an event of
 * its own and locks nothing (A5, AT-26).
 * @throws AppError `request.malformed`, `assertion.rejected`, `assertion.counter_regression`.
 */
export async function judgeAssertion(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  input: {
    response: unknown
    challenge: Pick<Challenge, 'challenge' | 'allowedCredentialIds'>
    phone: Phone
    userHandle: Uint8Array
    discoverable: boolean
  },
  origin: RequestOrigin,
): Promise<AcceptedAssertion> {
  const { response, challenge, phone, userHandle, discoverable } = input
  const { rpId, origins } = relyingParty(context.settings)
  const { allowedCredentialIds } = challenge
  const verdict = await verifyAssertion({
    response,
    expectations: { challenge: challenge.challenge, origins, rpId, topOrigins: [], discoverable, allowedCredentialIds },
    stored: { ...phone, userHandle: toBase64Url(userHandle) },
  })
  if (verdict.accepted) return verdict
  const refusal = assertionRefusal(verdict)
  if (refusal.code === 'assertion.counter_regression') {
    const event = { action: 'phone.counter_regression', actor: phone.holderId, subject: phone.id, origin } as const
    await recordFailure(context, { ...event, code: refusal.code, details: { stored_counter: phone.counter } })
  }
  throw refusal
}
