import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endTokens } from '../access-tokens/end-tokens'
import type { AuthorityContext } from '../authority-context'
import { lockHolderSession } from '../holder-sessions/get-holder-session'
import { endSessionsOfPhone } from '../holder-sessions/holder-session.store'
import { phoneError } from '../phones/phone.errors'
import { revokePhone } from '../phones/phone.store'
import { recordEvent } from '../record-event'

/** `removed`: the phone's tokens end with it · `lost`: all of the holder's tokens do, for the finder may have used any. */
export type PhoneRemoval = 'removed' | 'lost'

/**
 * Ends one of the holder's own phones, together with its tokens and the pages open on it, in one transaction.
 * @throws AppError `request.unauthorized`, `phone.unknown` for another holder's, an ended and a missing one alike.
 */
export async function removeMyPhone(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { token: string | null; phoneId: string; because: PhoneRemoval },
  origin: RequestOrigin,
): Promise<{ wasThisPhone: boolean }> {
  const { phoneId, because: reason } = input
  const action = reason === 'lost' ? 'phone.report_loss' : 'phone.revoke'
  return context.db.transaction(async (tx) => {
    const session = await lockHolderSession(tx, input.token)
    const { holderId } = session
    if (!(await revokePhone(tx, { holderId, phoneId, reason }))) throw phoneError('phone.unknown')
    await endSessionsOfPhone(tx, phoneId)
    const which = reason === 'lost' ? { allOfHolder: holderId } : { phoneId }
    const end = { reason: `phone_${reason}`, actor: holderId, origin }
    const tokens = await endTokens(tx, context.keyring, which, end)
    const event = { action, outcome: 'success', actor: holderId, subject: phoneId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, details: { access_tokens: tokens } })
    return { wasThisPhone: session.phoneId === phoneId }
  })
}
