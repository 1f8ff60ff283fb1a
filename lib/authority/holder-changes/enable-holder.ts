import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { holderError } from '../holders/holder.errors'
import { enableIfDisabled } from '../holders/holder.store'
import { recordEvent } from '../record-event'

/**
 * Lets a disabled holder sign in again with the phones registered before; ended tokens stay ended.
 * @throws AppError `holder.unknown`, for one who is not disabled too.
 */
export async function enableHolder(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { holderId: string; reason: string; actor?: string },
  origin: RequestOrigin,
): Promise<void> {
  const { holderId, reason, actor = 'system' } = input
  await context.db.transaction(async (tx) => {
    if (!(await enableIfDisabled(tx, holderId))) throw holderError('holder.unknown')
    const event = { action: 'holder.enable', outcome: 'success', actor, subject: holderId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, details: { reason } })
  })
}
