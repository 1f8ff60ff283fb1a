import type { Transaction } from '@/lib/db/database'
import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { DenialReason } from '@/lib/vocabulary/denial-reason'
import type { AuthorityContext } from '../authority-context'
import { releaseUnprovenStart } from '../device-authorizations/start-limits'
import { recordEvent } from '../record-event'
import { type EndedClaim, endIfClaimed } from './answer.store'
import { claimError } from './claim.errors'
import { getClaim } from './get-claim'

export type Denial = {
  claimSecret: string
  /** `not_me` is 「心当たりがない」; `cancelled` is a change of mind and raises no alarm (Q9). */
  reason: DenialReason
}

type Context = Pick<AuthorityContext, 'db' | 'keyring'>

/**
 * Ends an open claim at the request of the phone that holds it. The phone has not proved here that it is the holder's: any phone
 * that scanned the code can do this. So it counts once and ends this sign-in only;
 * tokens are ended on the holder's own page, by an assertion (Q9, AT-36).
 * @throws AppError as `getClaim`
 */
export async function denyClaim(context: Context, denial: Denial, origin: RequestOrigin): Promise<void> {
  const isNotMe = denial.reason === 'not_me'
  const isDone = await context.db.transaction(async (tx) => {
    const ended = await endIfClaimed(tx, {
      secretHash: hashToken(denial.claimSecret),
      state: isNotMe ? 'denied' : 'cancelled',
      endReason: isNotMe ? 'not_me' : 'phone',
    })
    if (ended === null) return false
    await releaseUnprovenStart(tx, ended.deviceAuthorizationId)
    await notify(tx, 'authority_device_authorization', ended.deviceAuthorizationId)
    await recordDenial(tx, context, ended, isNotMe, origin)
    return true
  })
  if (isDone) return
  await getClaim(context, denial.claimSecret, origin)
  throw claimError('claim.ended')
}

async function recordDenial(
  tx: Transaction,
  { keyring }: Context,
  { deviceAuthorizationId: subject, holderId: holder }: EndedClaim,
  isNotMe: boolean,
  origin: RequestOrigin,
): Promise<void> {
  const event = { outcome: 'success', actor: 'anonymous', subject, origin, details: { holder } } as const
  await recordEvent(
    tx,
    keyring,
    isNotMe
      ? { ...event, action: 'device_authorization.deny', reason: 'not_me' }
      : { ...event, action: 'device_authorization.cancel', reason: 'phone' },
  )
}
