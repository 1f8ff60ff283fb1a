import type { Database, Transaction } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import type { ConsoleTables, LiveSession } from './console-account'

/**
 * Starts a session if the account may still be used; answers its misses since the last success, and sets them to 0. Usability is read
 * after the lock, in a statement of its own: what was disabled while this waited for the lock gets no session.
 */
export async function insertIfUsable(
  tx: Transaction,
  tables: ConsoleTables,
  session: { id: string; accountId: string; lifeSeconds: number },
): Promise<{ missesBefore: number } | null> {
  const [accountTable, sessionTable] = [tx.sql(tables.accountTable), tx.sql(tables.sessionTable)]
  const [row] = await tx.sql<{ missesBefore: number }[]>`
    SELECT failed_sign_ins AS misses_before FROM ${accountTable} WHERE id = ${session.accountId} FOR NO KEY UPDATE`
  const usable = await tx.sql`
    SELECT FROM (${tables.accounts(tx)}) AS person WHERE account_id = ${session.accountId} AND is_usable`
  if (row === undefined || usable.length === 0) return null
  await tx.sql`UPDATE ${accountTable} SET failed_sign_ins = 0 WHERE id = ${session.accountId}`
  await tx.sql`
    INSERT INTO ${sessionTable} (id, account_id, last_seen_at, expires_at)
    VALUES (${session.id}, ${session.accountId}, clock_timestamp(),
      clock_timestamp() + make_interval(secs => ${session.lifeSeconds}::int))`
  return row
}

export async function countMiss(tx: Transaction, tables: ConsoleTables, accountId: string): Promise<void> {
  await tx.sql`
    UPDATE ${tx.sql(tables.accountTable)} SET failed_sign_ins = failed_sign_ins + 1 WHERE id = ${accountId}`
}

type SessionLimits = { consoleSessionId: string; idleSeconds: number }

/**
 * The session if it has neither ended nor idled for `idleSeconds`, by the database's clock in this same statement, which also
 * marks it as seen. Its account must still be person.
 */
export async function touchIfLive(
  db: Pick<Database, 'sql'>,
  tables: ConsoleTables,
  limits: SessionLimits,
): Promise<LiveSession | null> {
  const [row] = await db.sql<LiveSession[]>`
    UPDATE ${db.sql(tables.sessionTable)} AS session SET last_seen_at = clock_timestamp()
    FROM (${tables.accounts(db)}) AS person
    WHERE ${isLive(db, limits)} AND person.account_id = session.account_id AND person.is_usable
    RETURNING ${columns(db)}`
  return row ?? null
}

/** The same judgement without marking it as seen: a stream on an unused screen must not keep the session alive. */
export async function findLive(
  db: Pick<Database, 'sql'>,
  tables: ConsoleTables,
  limits: SessionLimits,
): Promise<LiveSession | null> {
  const [row] = await db.sql<LiveSession[]>`
    SELECT ${columns(db)} FROM ${db.sql(tables.sessionTable)} AS session
    JOIN (${tables.accounts(db)}) AS person ON person.account_id = session.account_id AND person.is_usable
    WHERE ${isLive(db, limits)}`
  return row ?? null
}

/** Ends a session; answers whose it was, `null` when it had ended before or is unknown. */
export async function endIfOpen(
  tx: Transaction,
  tables: ConsoleTables,
  consoleSessionId: string,
): Promise<{ personId: string; partition: string } | null> {
  const [row] = await tx.sql<{ personId: string; partition: string }[]>`
    UPDATE ${tx.sql(tables.sessionTable)} AS session SET ended_at = clock_timestamp()
    FROM (${tables.accounts(tx)}) AS person
    WHERE session.id = ${consoleSessionId} AND session.ended_at IS NULL AND person.account_id = session.account_id
    RETURNING person.person_id, person.partition`
  return row ?? null
}

export async function endAllSessionsOfAccount(
  tx: Transaction,
  tables: ConsoleTables,
  accountId: string,
): Promise<void> {
  await tx.sql`
    UPDATE ${tx.sql(tables.sessionTable)} SET ended_at = clock_timestamp()
    WHERE account_id = ${accountId} AND ended_at IS NULL`
}

/** Deletes the attempts of an account after a success, so that only misses in a row lock it. */
export async function deleteAttempts(
  db: Pick<Database, 'sql'>,
  side: ConsoleTables['side'],
  key: string,
): Promise<void> {
  await db.sql`DELETE FROM ${db.sql(side)}.rate_limit WHERE key = ${key}`
}

function isLive({ sql }: Pick<Database, 'sql'>, { consoleSessionId, idleSeconds }: SessionLimits): Statement {
  return sql`
    session.id = ${consoleSessionId} AND session.ended_at IS NULL AND session.expires_at > clock_timestamp()
      AND session.last_seen_at > clock_timestamp() - make_interval(secs => ${idleSeconds}::int)`
}

function columns({ sql }: Pick<Database, 'sql'>): Statement {
  return sql`
    session.id AS console_session_id, person.account_id, person.person_id, person.partition, person.place_name,
      person.display_name, person.roles`
}
