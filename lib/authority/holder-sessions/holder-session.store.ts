import type { Database, Transaction } from '@/lib/db/database'
import { type HolderSession, holderSessionSeconds } from './holder-session'

export async function insertHolderSession(
  tx: Transaction,
  session: { id: string; tokenHash: Uint8Array<ArrayBuffer>; holderId: string; phoneId: string },
): Promise<void> {
  await tx.sql`
    INSERT INTO authority.holder_session (id, token_hash, holder_id, phone_id, expires_at)
    VALUES (${session.id}, ${session.tokenHash}, ${session.holderId}, ${session.phoneId},
      clock_timestamp() + make_interval(secs => ${holderSessionSeconds}::int))`
}

/** The session of a cookie, if session, phone and holder are all live: each alone ends it (AT-15). */
export async function findLiveSession(
  db: Pick<Database, 'sql'>,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<HolderSession | null> {
  const rows = await db.sql<HolderSession[]>`
    SELECT session.id, session.holder_id, session.phone_id,
      ceil(extract(epoch FROM session.expires_at - clock_timestamp()))::int AS seconds_left
    FROM authority.holder_session AS session
    JOIN authority.holder AS holder ON holder.id = session.holder_id
    JOIN authority.phone AS phone ON phone.id = session.phone_id AND phone.holder_id = session.holder_id
    WHERE session.token_hash = ${tokenHash} AND session.ended_at IS NULL AND session.expires_at > clock_timestamp()
      AND holder.disabled_at IS NULL AND phone.disabled_at IS NULL AND phone.revoked_at IS NULL`
  return rows[0] ?? null
}

/** Ends one session; `false` when it has ended. */
export async function endSession(tx: Transaction, sessionId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.holder_session SET ended_at = clock_timestamp()
    WHERE id = ${sessionId} AND ended_at IS NULL AND expires_at > clock_timestamp()`
  return count === 1
}

export async function endSessionsOfPhone(tx: Transaction, phoneId: string): Promise<void> {
  await tx.sql`
    UPDATE authority.holder_session SET ended_at = clock_timestamp() WHERE phone_id = ${phoneId} AND ended_at IS NULL`
}

export async function endSessionsOfHolder(tx: Transaction, holderId: string): Promise<void> {
  await tx.sql`
    UPDATE authority.holder_session SET ended_at = clock_timestamp() WHERE holder_id = ${holderId} AND ended_at IS NULL`
}
