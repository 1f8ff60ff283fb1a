import { notify } from '@/lib/db/notifications'
import { toBase64Url } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import { type SignInEvidence, toSignInEvidence } from '@/lib/webauthn/verify-sign-in-evidence'
import type { AuthorityContext } from '../authority-context'
import { consumeAnsweredChallenge } from '../challenges/consume-answered-challenge'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder } from '../holders/holder.store'
import { acceptAssertion } from '../phones/accept-assertion'
import { assertionError } from '../phones/assertion.errors'
import { lockAuditLog, recordEvent, recordingRefusals } from '../record-event'
import { relyingParty } from '../relying-party'
import { approveIfMatched, insertEvidence } from './answer.store'
import { challengeInputs } from './challenge-inputs'
import type { Claim } from './claim'
import { claimError } from './claim.errors'
import { getClaim } from './get-claim'
import { type JudgedAnswer, judgeAnswer } from './judge-answer'

/** `expiresAt` is the end of the token that the facility can now redeem. */
export type Approval = { method: 'fido'; expiresAt: Date; secondsLeft: number }

/**
 * Number of a holder's wrong answers without a public reason after which further ones are asked to wait. A right answer is never
 * limited, so others cannot lock the holder out. A refusal with a helpful reason is never replaced by a wait: the options of a claim
 * limit how many there can be.
 */
const refusedLimit = { limit: 5, windowSeconds: 600 }

/** Codes that may only hide that the sign-in has ended meanwhile; the end is reported instead. */
function mayBeOver(error: unknown): boolean {
  return assertionError.is(error, 'assertion.rejected', 'assertion.wrong_phone') || claimError.is(error, 'claim.ended')
}

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Approves a claim by the holder's assertion (WebAuthn L3 §7.2, A1–A10). The challenge is used up first (A6); evidence, counter,
 * approval and audit event are one transaction, which looks at holder, phone, client and session again (A7).
 * @throws AppError `claim.out_of_order`, `claim.ended`, `holder.disabled`, `request.rate_limited`; as `judgeAnswer` and `getClaim`
 */
export async function approveClaim(
  context: Context,
  input: { claimSecret: string; response: unknown },
  origin: RequestOrigin,
): Promise<Approval> {
  const { claimSecret, response } = input
  const claim = await getClaim(context, claimSecret, origin)
  if (!claim.isNumberMatched) throw claimError('claim.out_of_order')
  const { deviceAuthorizationId, holderId } = claim
  const owner = { purpose: 'sign_in', deviceAuthorizationId, holderId } as const
  const challenge = await consumeAnsweredChallenge(context.db, owner, response)
  const event = {
    action: 'device_authorization.approve',
    actor: 'anonymous',
    subject: deviceAuthorizationId,
    origin,
  } as const
  try {
    return await recordingRefusals(context, event, async () => {
      const answer = await judgeAnswer(context, { claim, challenge, response }, origin)
      return approve(context, { claim, secretHash: hashToken(claimSecret), answer }, origin)
    })
  } catch (error) {
    if (!mayBeOver(error)) throw error
    await getClaim(context, claimSecret, origin)
    if (!assertionError.is(error, 'assertion.rejected')) throw error
    await countAttempt(context.db, 'authority', { key: `refused_answers:${holderId}`, ...refusedLimit })
    throw error
  }
}

async function approve(
  { db, keyring, settings }: Context,
  input: { claim: Claim; secretHash: Uint8Array<ArrayBuffer>; answer: JudgedAnswer },
  origin: RequestOrigin,
): Promise<Approval> {
  const { claim, secretHash, answer } = input
  const { phone, assertion } = answer
  const { deviceAuthorizationId: subject, holderId } = claim
  const approvedAt = await db.transaction(async (tx) => {
    const [approved, holder] = await Promise.all([
      approveIfMatched(tx, { secretHash, phoneId: phone.id }),
      getLiveHolder(tx, holderId),
      acceptAssertion(tx, keyring, { phone, assertion, origin }),
      lockAuditLog(tx),
    ])
    if (approved === null) throw claimError('claim.ended', { detail: 'session_changed' })
    if (holder === null) throw holderError('holder.disabled')
    const evidence = toEvidence(settings, claim, answer)
    await insertEvidence(tx, { id: newId('signInEvidence'), holderId, deviceAuthorizationId: subject, evidence })
    await notify(tx, 'authority_device_authorization', subject)
    const event = { action: 'device_authorization.approve', outcome: 'success', actor: holderId, subject } as const
    const details = { phone_id: phone.id, challenge: toBase64Url(answer.challenge) }
    await recordEvent(tx, keyring, { ...event, origin, details })
    return approved.approvedAt
  })
  const secondsLeft = settings.accessTokenSeconds
  return { method: 'fido', expiresAt: new Date(approvedAt.getTime() + secondsLeft * 1000), secondsLeft }
}

/** All that proves this approval offline later (L5). */
function toEvidence(settings: Context['settings'], claim: Claim, answer: JudgedAnswer): SignInEvidence {
  const { rpId, origins } = relyingParty(settings)
  return toSignInEvidence({
    challengeInputs: challengeInputs(claim, answer.nonce),
    expectations: { rpId, origins, topOrigins: [] },
    stored: { ...answer.phone, userHandle: toBase64Url(answer.userHandle) },
    evidence: answer.assertion.evidence,
  })
}
