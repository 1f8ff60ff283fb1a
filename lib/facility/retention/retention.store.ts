import type { Database } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'

type Sql = Pick<Database, 'sql'>

/** Most rows that one statement deletes or wipes, so that no lock is held for long. */
const stepRows = 5_000

/** Windows of attempts that no limit looks at any more: the longest window is a day. */
export async function deletePastAttempts(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM facility.rate_limit WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM facility.rate_limit WHERE window_start < clock_timestamp() - interval '2 days' LIMIT ${stepRows}))`
  return count
}

export async function deletePastEmrTokens(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM facility.emr_access_token WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM facility.emr_access_token WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${stepRows}))`
  return count
}

/** Frames that closed a week ago without a sign-in; the others record where a sign-in came from. */
export async function deletePastLaunches(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM facility.launch WHERE ctid = ANY(ARRAY(
      SELECT launch.ctid FROM facility.launch AS launch
      WHERE launch.ticket_expires_at < clock_timestamp() - interval '7 days'
        AND NOT EXISTS (SELECT 1 FROM facility.sign_in AS signing WHERE signing.launch_id = launch.id) LIMIT ${stepRows}))`
  return count
}

/** Tokens that reached their end by the clock: the authority refuses them too, so their bytes are not needed any more. */
export async function wipePastTokens(db: Sql): Promise<number> {
  const { count } = await db.sql`
    UPDATE facility.vault_token SET sealed_token = ''::bytea WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM facility.vault_token
      WHERE expires_at < clock_timestamp() - interval '1 hour' AND sealed_token <> ''::bytea LIMIT ${stepRows}))`
  return count
}

/** Signed documents past their time, and preparations of requests that were not repeated for a week: both hold patient data. */
export async function wipePastDocuments(db: Sql): Promise<number> {
  const { count } = await db.sql`
    UPDATE facility.signing_document SET sealed_preparation = NULL, sealed_signature = NULL
    WHERE (request_id, position) IN (
      SELECT document.request_id, document.position
      FROM facility.signing_request AS request JOIN facility.signing_document AS document ON document.request_id = request.id
      WHERE document.sealed_preparation IS NOT NULL
        AND coalesce(request.documents_until, request.turn_until + interval '7 days') < clock_timestamp()
      LIMIT ${stepRows})`
  return count
}

/** Contents sent through /compat that count as new again. */
export async function deletePastRepeats(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM facility.compat_repeat WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM facility.compat_repeat WHERE expires_at < clock_timestamp() - interval '1 hour' LIMIT ${stepRows}))`
  return count
}

/** Handles that /compat gave out and that ended an hour ago. */
export async function deletePastHandles(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM facility.compat_handle WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM facility.compat_handle WHERE expires_at < clock_timestamp() - interval '1 hour' LIMIT ${stepRows}))`
  return count
}

/** Sign-ins past their end that are not followed any more, because the process that did was killed. */
export async function listAbandonedSignIns(db: Sql): Promise<{ id: string; staffKey: Id<'staff'> }[]> {
  return db.sql<{ id: string; staffKey: Id<'staff'> }[]>`
    SELECT id, staff_id FROM facility.sign_in
    WHERE ended_at IS NULL AND expires_at < clock_timestamp() - interval '10 minutes'
      AND coalesce(redeeming_until, expires_at) < clock_timestamp() - interval '10 minutes' LIMIT 500`
}
