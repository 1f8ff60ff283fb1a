import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { endSession, findLiveSession } from './holder-session.store'

/** Closes the holder's own page; a session that is not live is closed already. */
export async function endHolderSession(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  token: string | null,
  origin: RequestOrigin,
): Promise<void> {
  if (token === null) return
  await context.db.transaction(async (tx) => {
    const session = await findLiveSession(tx, hashToken(token))
    if (session === null || !(await endSession(tx, session.id))) return
    const event = { action: 'holder_session.end', outcome: 'success', actor: session.holderId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, subject: session.id })
  })
}
