import type { Transaction } from '@/lib/db/database'

/** Ends one live token of that holder; `false` when it is another's, unknown or ended already (AT-29). */
export async function revokeTokenOfHolder(
  tx: Transaction,
  input: { holderId: string; tokenId: string; reason: string },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${input.reason}
    WHERE id = ${input.tokenId} AND holder_id = ${input.holderId} AND revoked_at IS NULL
      AND expires_at > clock_timestamp()`
  return count === 1
}
