import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { releaseUnprovenStart } from '../device-authorizations/start-limits'
import { recordEvent } from '../record-event'
import { countWrongNumbers, matchNumberOnce } from './answer.store'
import type { Claim } from './claim'
import { claimError } from './claim.errors'
import { getClaim } from './get-claim'

/** So many wrong numbers of one holder in ten minutes are an alert (Q7). */
const alertingWrongNumbers = 2

/**
 * Compares the number that the phone gives with the one on the screen. One try: a wrong one ends the session (Q7, AT-35).
 * @throws AppError `claim.wrong_number`; `claim.out_of_order` when a number was given before; as `getClaim`
 */
export async function matchNumber(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { claimSecret: string; number: string },
  origin: RequestOrigin,
): Promise<Claim> {
  const { claimSecret, number } = input
  const given = await context.db.transaction(async (tx) => {
    const answer = { secretHash: hashToken(claimSecret), number }
    // The trail is not locked ahead: a start that is given back is locked before it, here as everywhere.
    const judged = await matchNumberOnce(tx, answer)
    if (judged === null) return null
    const { deviceAuthorizationId: subject } = judged
    const event = { action: 'device_authorization.match_number', actor: 'anonymous', subject, origin } as const
    if (judged.isNumberMatched) {
      await notify(tx, 'authority_device_authorization', subject)
      await recordEvent(tx, context.keyring, { ...event, outcome: 'success' })
    } else {
      await releaseUnprovenStart(tx, subject)
      const wrong = await countWrongNumbers(tx, judged.holderId)
      await notify(tx, 'authority_device_authorization', subject)
      await recordEvent(tx, context.keyring, {
        ...event,
        outcome: 'failure',
        code: 'claim.wrong_number',
        details: { holder: judged.holderId, wrong_in_ten_minutes: wrong, alert: wrong >= alertingWrongNumbers },
      })
    }
    return judged
  })
  if (given?.isNumberMatched === false) throw claimError('claim.wrong_number')
  if (given !== null) return given
  await getClaim(context, claimSecret, origin)
  throw claimError('claim.out_of_order')
}
