import { appendAudit } from '@/lib/audit/audit.store'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { endTokens } from '../token-vault/end-tokens'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'
import { terminalError } from './terminal.errors'
import { retireIfLive } from './terminal.store'

/**
 * Takes a screen out of use: tokens that served only it end at once, its frames with the next look at them.
 * @throws AppError `terminal.unknown`
 */
export async function retireTerminal(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { facilityId, terminalKey, actor }: { facilityId: string; terminalKey: Id<'terminal'>; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await retireIfLive(tx, facilityId, terminalKey))) throw terminalError('terminal.unknown')
    await endTokens(tx, context.keyring, { terminalKey }, { reason: 'terminal_retired', actor, origin })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'terminal.retire',
      outcome: 'success',
      actor,
      subject: terminalKey,
      origin,
    })
  })
  await revokeEndedTokens(context, { facilityId, staffKey: null })
}
