import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { endTokens } from './end-tokens'

/** Ends a token that the authority does not take any more, and notifies every screen. One that has ended stays as it is. */
export async function endRefusedToken(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { vaultTokenId, staffKey }: { vaultTokenId: string; staffKey: Id<'staff'> },
  origin: RequestOrigin,
): Promise<void> {
  const end = { reason: 'revoked_at_authority', actor: 'system', origin }
  await context.db.transaction((tx) => endTokens(tx, context.keyring, { staffKey, tokenId: vaultTokenId }, end))
}
