import type { Database } from '@/lib/db/database'

type Sql = Pick<Database, 'sql'>

/** Most rows that one statement deletes or wipes, so that no lock is held for long. */
const stepRows = 5_000

/** Windows of attempts that no limit looks at any more: the longest window is a day. */
export async function deletePastAttempts(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM authority.rate_limit WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.rate_limit WHERE window_start < clock_timestamp() - interval '2 days' LIMIT ${stepRows}))`
  return count
}

/** Client assertions that have expired are refused by their age: what they named (`jti`) needs no memory. */
export async function deletePastAssertions(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM authority.client_assertion WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.client_assertion WHERE expires_at < clock_timestamp() - interval '10 minutes' LIMIT ${stepRows}))`
  return count
}

/** Challenges a day past their end; what was signed over them is kept with its evidence. */
export async function deletePastChallenges(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM authority.challenge WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.challenge WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${stepRows}))`
  return count
}

export async function deletePastHolderSessions(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM authority.holder_session WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.holder_session WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${stepRows}))`
  return count
}

/** Secrets of codes that can no longer be scanned. The row stays: it records who asked for what, and when. */
export async function wipePastQrSecrets(db: Sql): Promise<number> {
  const { count } = await db.sql`
    UPDATE authority.device_authorization SET sealed_qr_secret = ''::bytea WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.device_authorization
      WHERE ends_at < clock_timestamp() - interval '1 hour' AND sealed_qr_secret <> ''::bytea LIMIT ${stepRows}))`
  return count
}

/** Signatures that no repeated request will ask for again; their hashes stay in the ledger. */
export async function wipePastSignatures(db: Sql): Promise<number> {
  const { count } = await db.sql`
    UPDATE authority.sad_unit SET signature = NULL WHERE (sad_id, ordinal) IN (
      SELECT sad_id, ordinal FROM authority.sad_unit
      WHERE signature IS NOT NULL AND settled_at < clock_timestamp() - interval '7 days' LIMIT ${stepRows})`
  return count
}

/** Budgets of tokens and days that are over: no token lives longer than a day. */
export async function deletePastBudgets(db: Sql): Promise<number> {
  const { count } = await db.sql`
    DELETE FROM authority.signature_budget WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM authority.signature_budget WHERE created_at < clock_timestamp() - interval '3 days' LIMIT ${stepRows}))`
  return count
}
