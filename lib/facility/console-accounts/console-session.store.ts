import type { Database, Transaction } from '@/lib/db/database'
import type { StaffRole } from '../staff/staff'

export type ConsoleAccount = {
  staffId: string
  facilityId: string
  role: StaffRole
  passwordHash: string | null
}

/** A live staff member by facility and staff code; `facilityId` is the live facility's, also when it has nobody of that code. */
export async function findAccount(
  db: Pick<Database, 'sql'>,
  facilityCode: string,
  staffCode: string,
): Promise<{ facilityId: string | null; account: ConsoleAccount | null }> {
  const [row] = await db.sql<(Omit<ConsoleAccount, 'staffId'> & { staffId: string | null })[]>`
    SELECT staff.id AS staff_id, facility.id AS facility_id, staff.role::text AS role,
      staff.password_hash
    FROM facility.facility AS facility
    LEFT JOIN facility.staff AS staff
      ON staff.facility_id = facility.id AND staff.staff_code = ${staffCode} AND staff.left_at IS NULL
    WHERE facility.code = ${facilityCode} AND facility.disabled_at IS NULL`
  if (row === undefined) return { facilityId: null, account: null }
  const { staffId, facilityId } = row
  return { facilityId, account: staffId === null ? null : { ...row, staffId } }
}

/** Starts a session if the account is still live; answers its misses since the last success, which are forgotten now. */
export async function insertIfLive(
  tx: Transaction,
  session: { id: string; staffId: string; lifeSeconds: number },
): Promise<{ missesBefore: number } | null> {
  const [row] = await tx.sql<{ missesBefore: number }[]>`
    SELECT failed_sign_ins AS misses_before FROM facility.staff
    WHERE id = ${session.staffId} AND left_at IS NULL FOR NO KEY UPDATE`
  if (row === undefined) return null
  await tx.sql`UPDATE facility.staff SET failed_sign_ins = 0 WHERE id = ${session.staffId}`
  await tx.sql`
    INSERT INTO facility.console_session (id, staff_id, last_seen_at, expires_at)
    VALUES (${session.id}, ${session.staffId}, clock_timestamp(),
      clock_timestamp() + make_interval(secs => ${session.lifeSeconds}::int))`
  return row
}

export async function countMiss(tx: Transaction, staffId: string): Promise<void> {
  await tx.sql`UPDATE facility.staff SET failed_sign_ins = failed_sign_ins + 1 WHERE id = ${staffId}`
}

export type LiveConsoleSession = {
  consoleSessionId: string
  staffId: string
  facilityId: string
  facilityName: string
  displayName: string
  role: StaffRole
}

/**
 * The session if it has neither ended nor idled for `idleSeconds`, by the database's clock in this same statement, which also
 * marks it as seen. Its person must still be a live administrator.
 */
export async function touchIfLive(
  db: Pick<Database, 'sql'>,
  consoleSessionId: string,
  idleSeconds: number,
): Promise<LiveConsoleSession | null> {
  const [row] = await db.sql<LiveConsoleSession[]>`
    UPDATE facility.console_session AS session SET last_seen_at = clock_timestamp()
    FROM facility.staff AS staff JOIN facility.facility AS facility ON facility.id = staff.facility_id
    WHERE session.id = ${consoleSessionId} AND session.ended_at IS NULL AND session.expires_at > clock_timestamp()
      AND session.last_seen_at > clock_timestamp() - make_interval(secs => ${idleSeconds}::int)
      AND staff.id = session.staff_id AND staff.left_at IS NULL AND staff.role = 'administrator'
      AND facility.disabled_at IS NULL
    RETURNING session.id AS console_session_id, staff.id AS staff_id, facility.id AS facility_id,
      facility.name AS facility_name, staff.display_name, staff.role::text AS role`
  return row ?? null
}

/** The same judgement without marking it as seen: a stream that nobody looks at keeps no session alive. */
export async function findLive(
  db: Pick<Database, 'sql'>,
  consoleSessionId: string,
  idleSeconds: number,
): Promise<LiveConsoleSession | null> {
  const [row] = await db.sql<LiveConsoleSession[]>`
    SELECT session.id AS console_session_id, staff.id AS staff_id, facility.id AS facility_id,
      facility.name AS facility_name, staff.display_name, staff.role::text AS role
    FROM facility.console_session AS session
    JOIN facility.staff AS staff ON staff.id = session.staff_id
    JOIN facility.facility AS facility ON facility.id = staff.facility_id
    WHERE session.id = ${consoleSessionId} AND session.ended_at IS NULL AND session.expires_at > clock_timestamp()
      AND session.last_seen_at > clock_timestamp() - make_interval(secs => ${idleSeconds}::int)
      AND staff.left_at IS NULL AND staff.role = 'administrator' AND facility.disabled_at IS NULL`
  return row ?? null
}

/** Ends a session; answers whose it was, `null` when it had ended before. */
export async function endIfOpen(
  tx: Transaction,
  consoleSessionId: string,
): Promise<{ staffId: string; facilityId: string } | null> {
  const [row] = await tx.sql<{ staffId: string; facilityId: string }[]>`
    UPDATE facility.console_session AS session SET ended_at = clock_timestamp() FROM facility.staff AS staff
    WHERE session.id = ${consoleSessionId} AND session.ended_at IS NULL AND staff.id = session.staff_id
    RETURNING session.staff_id, staff.facility_id`
  return row ?? null
}

export async function endAllSessionsOfStaff(tx: Transaction, staffId: string): Promise<void> {
  await tx.sql`
    UPDATE facility.console_session SET ended_at = clock_timestamp() WHERE staff_id = ${staffId} AND ended_at IS NULL`
}

/** Forgets the attempts of an account after a success, so that only misses in a row lock it. */
export async function forgetAttempts(db: Pick<Database, 'sql'>, key: string): Promise<void> {
  await db.sql`DELETE FROM facility.rate_limit WHERE key = ${key}`
}
