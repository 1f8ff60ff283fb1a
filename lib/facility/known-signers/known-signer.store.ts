import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { CertificateSubject } from './read-subject'

type Sql = Pick<Database, 'sql'>

/**
 * A staff member of the same facility, also one who has left, of whom another thing is known: another holder who signs in this name, or
 * the same holder who signs in another. `null` when there is none.
 */
export async function findContradiction(
  db: Sql,
  staffKey: Id<'staff'>,
  subjectHash: Uint8Array,
): Promise<string | null> {
  const [row] = await db.sql<{ staffKey: Id<'staff'> }[]>`
    SELECT other.id AS staff_id FROM facility.staff AS own
    JOIN facility.known_signer AS known ON known.facility_id = own.facility_id AND known.staff_id <> own.id
    JOIN facility.staff AS other ON other.id = known.staff_id
    WHERE own.id = ${staffKey}
      AND (known.subject_hash = ${subjectHash}) <> (other.holder_subject IS NOT DISTINCT FROM own.holder_subject)
    LIMIT 1`
  return row?.staffKey ?? null
}

/**
 * Remembers in whose name a staff member signs; false when that contradicts what is known. The caller has locked the staff member and
 * the facility's audit head, which keeps two from being first at once.
 */
export async function rememberSigner(
  tx: Transaction,
  staffKey: Id<'staff'>,
  subject: CertificateSubject,
): Promise<boolean> {
  const rows = await tx.sql`
    INSERT INTO facility.known_signer AS known (staff_id, facility_id, subject_hash, subject)
    SELECT id, facility_id, ${subject.hash}, ${subject.text} FROM facility.staff WHERE id = ${staffKey}
    ON CONFLICT (staff_id) DO UPDATE SET subject = known.subject WHERE known.subject_hash = excluded.subject_hash
    RETURNING staff_id`
  return rows.length === 1 && (await findContradiction(tx, staffKey, subject.hash)) === null
}

/** Whether this is still the name in which a staff member signs. */
export async function isStillKnown(tx: Transaction, staffKey: Id<'staff'>, subjectHash: Uint8Array): Promise<boolean> {
  const rows = await tx.sql`
    SELECT 1 FROM facility.known_signer WHERE staff_id = ${staffKey} AND subject_hash = ${subjectHash}`
  return rows.length === 1
}

export type Forgotten = {
  /** Hash of the name; `null` when none was known. */
  name: Uint8Array | null
  /** Requests that ended with it. */
  requests: string[]
}

/**
 * Forgets in whose name a staff member signs and ends every request that is prepared or worked on for them: it is in a name that may no
 * longer count. One that only waits for a sign-in goes on. The staff member is locked by the caller.
 */
export async function forgetSigner(tx: Transaction, staffKey: Id<'staff'>): Promise<Forgotten> {
  const ended = await tx.sql<{ id: string }[]>`
    WITH ended AS (
      UPDATE facility.signing_request SET state = 'failed', ended_at = clock_timestamp(), failure_code = 'signing.signer_changed'
      WHERE staff_id = ${staffKey} AND (state = 'prepared' OR state = 'reserved' AND turn_until > clock_timestamp())
      RETURNING id
    )
    SELECT id, pg_notify('facility_signing_request', id)::text AS told FROM ended`
  const requests = ended.map(({ id }) => id)
  if (requests.length > 0) {
    await tx.sql`UPDATE facility.signing_document SET sealed_preparation = NULL WHERE request_id = ANY(${requests})`
  }
  const [row] = await tx.sql<{ subjectHash: Uint8Array }[]>`
    DELETE FROM facility.known_signer WHERE staff_id = ${staffKey} RETURNING subject_hash`
  return { name: row?.subjectHash ?? null, requests }
}

/** The staff code itself and every other one of the facility that is linked to the same holder, those who have left included. */
export async function listCodesOfHolder(
  db: Sql,
  { facilityCode, staffCode }: { facilityCode: string; staffCode: string },
): Promise<{ staffKey: Id<'staff'>; facilityId: string }[]> {
  return db.sql<{ staffKey: Id<'staff'>; facilityId: string }[]>`
    SELECT staff.id AS staff_id, staff.facility_id
    FROM facility.facility AS facility
    JOIN facility.staff AS named ON named.facility_id = facility.id AND named.staff_code = ${staffCode}
    JOIN facility.staff AS staff ON staff.facility_id = facility.id
      AND (staff.id = named.id OR staff.holder_subject = named.holder_subject)
    WHERE facility.code = ${facilityCode} ORDER BY staff.id`
}

export type KnownSigner = { staffCode: string; displayName: string; subject: string; since: Date; hasLeft: boolean }

/** In whose name the staff of a facility sign, by staff code. */
export async function listKnownSigners(db: Sql, facilityCode: string): Promise<KnownSigner[]> {
  return db.sql<KnownSigner[]>`
    SELECT staff.staff_code, staff.display_name, known.subject, known.since,
      staff.left_at IS NOT NULL AS has_left
    FROM facility.known_signer AS known
    JOIN facility.staff AS staff ON staff.id = known.staff_id
    JOIN facility.facility AS facility ON facility.id = staff.facility_id AND facility.code = ${facilityCode}
    ORDER BY staff.staff_code`
}
