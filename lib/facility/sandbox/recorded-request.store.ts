import type { Database } from '@/lib/db/database'
import type { RecordedRequest } from './recorded-request'

/** Adds a record for the live client behind a bearer, and takes away what is too old or too much of that client; of no other bearer. */
export async function insertForBearer(
  db: Pick<Database, 'sql'>,
  {
    tokenHash,
    record,
    most,
    seconds,
  }: { tokenHash: Uint8Array; record: RecordedRequest; most: number; seconds: number },
): Promise<void> {
  await db.sql`
    WITH caller AS (
      SELECT bearer.emr_client_id AS id FROM facility.emr_access_token AS bearer
      JOIN facility.emr_client AS client ON client.id = bearer.emr_client_id AND client.disabled_at IS NULL
      WHERE bearer.token_hash = ${tokenHash} AND bearer.expires_at > clock_timestamp()),
    passed AS (
      DELETE FROM facility.emr_request WHERE at < clock_timestamp() - make_interval(secs => ${seconds}::int)
        OR id IN (SELECT kept.id FROM facility.emr_request AS kept JOIN caller ON caller.id = kept.emr_client_id
          ORDER BY kept.at DESC OFFSET ${most - 1}::int))
    INSERT INTO facility.emr_request (id, emr_client_id, at, method, path, status, code, fields, duration_ms)
    SELECT ${record.id}, caller.id, clock_timestamp(), ${record.method}, ${record.path}, ${record.status}::int, ${record.code},
      ${[...record.fields]}::text[], ${record.durationMs}::int FROM caller`
}

/** A record of that client, as long as it is kept; `null` for every other id. */
export async function findRecord(
  db: Pick<Database, 'sql'>,
  { id, emrClientId, seconds }: { id: string; emrClientId: string; seconds: number },
): Promise<(RecordedRequest & { at: Date }) | null> {
  const [row] = await db.sql<(RecordedRequest & { at: Date })[]>`
    SELECT id, at, method, path, status, code, fields, duration_ms FROM facility.emr_request
    WHERE id = ${id} AND emr_client_id = ${emrClientId} AND at >= clock_timestamp() - make_interval(secs => ${seconds}::int)`
  return row ?? null
}
