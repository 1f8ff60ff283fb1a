import { toBase64Url } from '@/lib/kernel/bytes'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyAssertion } from '@/lib/webauthn/verify-assertion'
import type { AssertionVerdict, RejectedVerdict } from '@/lib/webauthn/webauthn'
import type { AuthorityContext } from '../authority-context'
import type { Challenge } from '../challenges/challenge'
import { recordFailure } from '../record-event'
import { relyingParty } from '../relying-party'
import { assertionRefusal } from './assertion-refusal'
import type { Phone } from './phone'

export type AcceptedAssertion = Extract<AssertionVerdict, { accepted: true }>

/**
 * Judges an answer to a consumed challenge against one phone (WebAuthn L3 §7.2). Nothing is written for an accepted one: hand it
 * to `acceptAssertion` in the transaction of what it approves. A counter that went back, or a changed backup eligibility, under a
 * right signature is an event of its own and locks nothing (A4, A5, AT-26).
 * @throws AppError `request.malformed`, `assertion.rejected | wrong_phone | user_not_verified | backup_eligibility_changed |
 * counter_regression`.
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
  await recordAlarms(context, { phone, verdict, code: refusal.code }, origin)
  throw refusal
}

/** What the right key reported about itself; a replayed or misdirected answer of it raises no alarm. */
async function recordAlarms(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  { phone, verdict, code }: { phone: Phone; verdict: RejectedVerdict; code: string },
  origin: RequestOrigin,
): Promise<void> {
  if (!byRightKey.has(code)) return
  const findings = new Set(verdict.findings.map((finding) => finding.code))
  const event = { actor: phone.holderId, subject: phone.id, origin, code } as const
  if (findings.has('counter_regressed')) {
    const details = { stored_counter: phone.counter }
    await recordFailure(context, { ...event, action: 'phone.counter_regression', details })
  }
  if (findings.has('backup_eligibility_changed')) {
    const details = { stored_eligibility: phone.backupEligible }
    await recordFailure(context, { ...event, action: 'phone.backup_eligibility_change', details })
  }
}

const byRightKey: ReadonlySet<string> = new Set([
  'assertion.backup_eligibility_changed',
  'assertion.counter_regression',
  'assertion.user_not_verified',
])
