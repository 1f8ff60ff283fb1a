import type { Transaction } from '@/lib/db/database'
import { notify } from '@/lib/db/notifications'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { type EndedTokens, endTokensOfHolder, recordEndedTokens } from '../end-tokens-of-holder'
import { lockLiveHolder } from '../holders/holder.store'
import { recordEvent } from '../record-event'
import { endIfClaimed, findDenied, pauseHolder } from './answer.store'
import { getClaim } from './get-claim'

const pauseSeconds = 60

export type Denial = {
  claimSecret: string
  /** `not_me` is 「違います」; `cancelled` is a change of mind and raises no alarm (Q9). */
  reason: 'not_me' | 'cancelled'
  endAllTokens: boolean
  report: boolean
}

type Context = Pick<AuthorityContext, 'db' | 'keyring'>

/**
 * Ends an open claim by the holder's word. After 「違います」 no sign-in of that holder starts for a minute, and all tokens can be
 * ended and the attempt reported, at once or in a second call while the phone still holds its claim (Q9, AT-15).
 * @throws AppError `request.malformed` for the extras of 「違います」 with a plain cancel; as `getClaim`
 */
export async function denyClaim(context: Context, denial: Denial, origin: RequestOrigin): Promise<void> {
  const hasExtras = denial.endAllTokens || denial.report
  if (denial.reason === 'cancelled' && hasExtras) {
    throw new AppError('request.malformed', { invalidParams: [{ name: 'reason', reason: 'invalid_value' }] })
  }
  const secretHash = hashToken(denial.claimSecret)
  const isDone = await context.db.transaction(async (tx) => {
    const isNotMe = denial.reason === 'not_me'
    const ended = await endIfClaimed(tx, {
      secretHash,
      state: isNotMe ? 'denied' : 'cancelled',
      endReason: isNotMe ? 'not_me' : 'phone',
    })
    const session = ended ?? (hasExtras ? await findDenied(tx, secretHash) : null)
    if (session === null) return false
    await lockLiveHolder(tx, session.holderId)
    if (ended !== null && isNotMe) await pauseHolder(tx, ended.holderId, pauseSeconds)
    const tokens = denial.endAllTokens ? await endTokensOfHolder(tx, session.holderId, 'not_me') : null
    if (ended !== null) await notify(tx, 'authority_device_authorization', ended.deviceAuthorizationId)
    await recordDenial(tx, context, { denial, session, tokens, isFirst: ended !== null }, origin)
    return true
  })
  if (isDone) return
  await getClaim(context, denial.claimSecret, origin)
  throw new AppError('claim.ended')
}

async function recordDenial(
  tx: Transaction,
  { keyring }: Context,
  happened: {
    denial: Denial
    session: { deviceAuthorizationId: string; holderId: string }
    tokens: EndedTokens | null
    isFirst: boolean
  },
  origin: RequestOrigin,
): Promise<void> {
  const { denial, session, tokens, isFirst } = happened
  const { deviceAuthorizationId: subject, holderId: holder } = session
  const event = { outcome: 'success', actor: 'anonymous', subject, origin } as const
  if (isFirst && denial.reason === 'cancelled') {
    await recordEvent(tx, keyring, { ...event, action: 'device_authorization.cancel', reason: 'phone' })
  }
  if (isFirst && denial.reason === 'not_me') {
    await recordEvent(tx, keyring, {
      ...event,
      action: 'device_authorization.deny',
      reason: 'not_me',
      details: { holder },
    })
    const details = { seconds: pauseSeconds, device_authorization: subject }
    await recordEvent(tx, keyring, { ...event, action: 'holder.pause', subject: holder, details })
  }
  if (tokens !== null) await recordEndedTokens(tx, keyring, { ...tokens, actor: subject, reason: 'not_me', origin })
  if (denial.report) {
    await recordEvent(tx, keyring, { ...event, action: 'device_authorization.report', details: { holder } })
  }
}
