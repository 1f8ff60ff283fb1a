import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { auditEndedTokens } from './audit-ended-tokens'
import { endIfLive } from './vault-token.store'

/** Ends a token that the authority does not take any more, and tells every screen. One that has ended stays as it is. */
export async function endRefusedToken(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { vaultTokenId, staffKey }: { vaultTokenId: string; staffKey: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    const ended = await endIfLive(tx, vaultTokenId, 'revoked_at_authority')
    if (ended.length === 0) return
    await touchStaff(tx, staffKey)
    await auditEndedTokens(tx, context.keyring, ended, { actor: 'system', origin })
  })
}
