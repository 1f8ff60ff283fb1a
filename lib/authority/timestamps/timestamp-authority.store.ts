import type { Database, Transaction } from '@/lib/db/database'
import { type StoredKeyRow, storedKeyColumns, withStoredKey } from '../signing-keys/stored-key.store'
import type { TimestampAuthority } from './timestamp-authority'

type Row = Omit<TimestampAuthority, 'key'> & StoredKeyRow

/** The time-stamp authority in use; `null` when there is none, or its certificate ends within `days`. */
export async function findTimestampAuthority(
  db: Pick<Database, 'sql'>,
  days: number,
): Promise<TimestampAuthority | null> {
  const [row] = await db.sql<Row[]>`
    SELECT tsa.id, tsa.certificate_authority_id, tsa.certificate, ${storedKeyColumns(db)}
    FROM authority.timestamp_authority AS tsa
    JOIN authority.signing_key AS key ON key.id = tsa.key_id AND key.state = 'assigned'
    WHERE tsa.retired_at IS NULL AND tsa.not_after > clock_timestamp() + make_interval(days => ${days})`
  return row === undefined ? null : withStoredKey(row)
}

/** Waits for any other process that is about to make one. */
export async function lockTimestampAuthority(tx: Transaction): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext('authority.timestamp_authority'))`
}

/** Puts a new one in the place of the one in use. Its key is stored before. */
export async function replaceTimestampAuthority(
  tx: Transaction,
  {
    id,
    keyId,
    certificateAuthorityId,
    certificate,
    notAfter,
  }: {
    id: string
    keyId: string
    certificateAuthorityId: string
    certificate: Uint8Array
    notAfter: Date
  },
): Promise<void> {
  await tx.sql`UPDATE authority.timestamp_authority SET retired_at = clock_timestamp() WHERE retired_at IS NULL`
  await tx.sql`
    INSERT INTO authority.timestamp_authority (id, key_id, certificate_authority_id, certificate, not_after)
    VALUES (${id}, ${keyId}, ${certificateAuthorityId}, ${certificate}, ${notAfter})`
}
