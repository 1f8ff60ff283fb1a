import type { Database, Transaction } from '@/lib/db/database'
import type { CertificateSubject } from './read-subject'

type Sql = Pick<Database, 'sql'>

/** Whether another staff member of the same facility, linked to another holder, signs in this name. */
export async function isKnownOfAnother(db: Sql, staffId: string, subjectHash: Uint8Array): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM facility.staff AS own
    JOIN facility.known_signer AS known ON known.facility_id = own.facility_id AND known.subject_hash = ${subjectHash}
    JOIN facility.staff AS other ON other.id = known.staff_id AND other.left_at IS NULL
      AND other.holder_subject IS DISTINCT FROM own.holder_subject
    WHERE own.id = ${staffId} LIMIT 1`
  return rows.length > 0
}

/**
 * Remembers in whose name a staff member signs; false when another name was known meanwhile, or this one as another one's. The
 * facility's audit head, locked by the caller, keeps two from being first at once.
 */
export async function rememberSigner(tx: Transaction, staffId: string, subject: CertificateSubject): Promise<boolean> {
  const rows = await tx.sql`
    INSERT INTO facility.known_signer AS known (staff_id, facility_id, subject_hash, subject)
    SELECT id, facility_id, ${subject.hash}, ${subject.text} FROM facility.staff WHERE id = ${staffId}
    ON CONFLICT (staff_id) DO UPDATE SET subject = known.subject WHERE known.subject_hash = excluded.subject_hash
    RETURNING staff_id`
  return rows.length === 1 && !(await isKnownOfAnother(tx, staffId, subject.hash))
}

/** Forgets in whose name a staff member signs; false when nothing was known. */
export async function forgetSigner(tx: Transaction, staffId: string): Promise<boolean> {
  const { count } = await tx.sql`DELETE FROM facility.known_signer WHERE staff_id = ${staffId}`
  return count === 1
}

export type KnownSigner = { staffCode: string; displayName: string; subject: string; since: Date }

/** In whose name the live staff of a facility sign, by staff code. */
export async function listKnownSigners(db: Sql, facilityCode: string): Promise<KnownSigner[]> {
  return db.sql<KnownSigner[]>`
    SELECT staff.staff_code AS "staffCode", staff.display_name AS "displayName", known.subject, known.since
    FROM facility.known_signer AS known
    JOIN facility.staff AS staff ON staff.id = known.staff_id AND staff.left_at IS NULL
    JOIN facility.facility AS facility ON facility.id = staff.facility_id AND facility.code = ${facilityCode}
    ORDER BY staff.staff_code`
}

export async function findFacilityId(db: Sql, code: string): Promise<string | null> {
  const [row] = await db.sql<{ id: string }[]>`SELECT id FROM facility.facility WHERE code = ${code}`
  return row?.id ?? null
}
