import { appendAudit } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Keyring } from '@/lib/keystore/keyring'
import type { EndedToken } from './vault-token.store'

/** One audit row for each token that the same transaction has ended. */
export async function auditEndedTokens(
  tx: Transaction,
  keyring: Keyring,
  ended: readonly EndedToken[],
  { actor, origin }: { actor: string; origin: RequestOrigin },
): Promise<void> {
  for (const { id, staffKey, facilityId, endReason } of ended) {
    await appendAudit(tx, 'facility', keyring, {
      partition: facilityId,
      action: 'vault_token.end',
      outcome: 'success',
      actor,
      subject: id,
      origin,
      details: { staff: staffKey, reason: endReason },
    })
  }
}
