import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import type { Challenge } from '../challenges/challenge'
import { consumeAnsweredChallenge } from '../challenges/consume-answered-challenge'
import { holderError } from '../holders/holder.errors'
import { findHolder, getLiveHolder } from '../holders/holder.store'
import { acceptAssertion } from '../phones/accept-assertion'
import { assertionError } from '../phones/assertion.errors'
import { decoyPhone } from '../phones/decoy-phone'
import { type AcceptedAssertion, judgeAssertion } from '../phones/judge-assertion'
import type { Phone } from '../phones/phone'
import { phoneError } from '../phones/phone.errors'
import { findPhoneByCredential } from '../phones/phone.store'
import { readCredentialId } from '../phones/read-credential-id'
import { recordEvent, recordingRefusals } from '../record-event'
import { insertHolderSession } from './holder-session.store'

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Opens the holder's own page on a phone for ten minutes. No user name: the passkey says who it is and must name its holder (A2).
 * Only after a right signature does the answer say that a phone was removed or its holder disabled (AT-34, P9).
 * @throws AppError `request.malformed`, `phone.removed`, `holder.disabled`; as `judgeAssertion`.
 */
export async function startHolderSession(
  context: Context,
  input: { response: unknown },
  origin: RequestOrigin,
): Promise<{ token: string }> {
  const { db } = context
  const { response } = input
  const challenge = await consumeAnsweredChallenge(db, { purpose: 'my_page' }, response)
  if (challenge === null) throw assertionError('assertion.rejected', { detail: 'challenge_not_live' })
  const phone = (await findPhoneByCredential(db, readCredentialId(response))) ?? decoyPhone
  const { holderId: actor, id: subject } = phone
  return recordingRefusals(context, { action: 'holder_session.start', actor, subject, origin }, async () => {
    const assertion = await judge(context, { response, challenge, phone }, origin)
    return openPage(context, { phone, assertion }, origin)
  })
}

async function judge(
  context: Context,
  input: { response: unknown; challenge: Challenge; phone: Phone },
  origin: RequestOrigin,
): Promise<AcceptedAssertion> {
  const { phone } = input
  const holder = await findHolder(context.db, phone.holderId)
  const userHandle = holder?.userHandle ?? new Uint8Array(64)
  const assertion = await judgeAssertion(context, { ...input, userHandle, discoverable: true }, origin)
  if (holder === null) throw assertionError('assertion.wrong_phone', { detail: 'credential_unknown' })
  if (holder.disabledAt !== null) throw holderError('holder.disabled')
  if (phone.revokedAt !== null || phone.disabledAt !== null) throw phoneError('phone.removed')
  return assertion
}

async function openPage(
  { db, keyring }: Context,
  { phone, assertion }: { phone: Phone; assertion: AcceptedAssertion },
  origin: RequestOrigin,
): Promise<{ token: string }> {
  const token = newToken(32)
  const id = newId('holderSession')
  const { holderId } = phone
  await db.transaction(async (tx) => {
    if ((await getLiveHolder(tx, holderId)) === null) throw holderError('holder.disabled')
    await acceptAssertion(tx, keyring, { phone, assertion, origin })
    await insertHolderSession(tx, { id, tokenHash: hashToken(token), holderId, phoneId: phone.id })
    const event = { action: 'holder_session.start', outcome: 'success', actor: holderId, subject: id, origin } as const
    await recordEvent(tx, keyring, { ...event, details: { phone_id: phone.id } })
  })
  return { token }
}
