import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { Profession } from '@/lib/vocabulary/profession'

export type NewStaff = {
  id: string
  facilityId: string
  staffCode: string
  displayName: string
  kana: string
  department: string
  profession: Profession | null
  holderSubject: string | null
  clinicToday: boolean
}

/** What later steps of a transaction decide on; the row stays locked until it ends. */
export type LockedStaff = {
  id: string
  facilityId: string
  holderSubject: string | null
  locked: boolean
  left: boolean
}

export async function insertStaff(tx: Transaction, staff: NewStaff): Promise<void> {
  await tx.sql`
    INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, profession,
      holder_subject, clinic_today)
    VALUES (${staff.id}, ${staff.facilityId}, ${staff.staffCode}, ${staff.displayName}, ${staff.kana}, ${staff.department},
      ${staff.profession}::facility.profession, ${staff.holderSubject}, ${staff.clinicToday})`
}

/**
 * Locks one staff member first, before any of its sign-ins and tokens: the order that keeps transactions from dead-locking. Rows that
 * only refer to the staff member do not wait for it.
 */
export async function lockForChange(tx: Transaction, staffKey: Id<'staff'>): Promise<LockedStaff | null> {
  const [row] = await tx.sql<LockedStaff[]>`
    SELECT id, facility_id, holder_subject,
      coalesce(locked_until > clock_timestamp(), false) AS locked, left_at IS NOT NULL AS left
    FROM facility.staff WHERE id = ${staffKey} FOR NO KEY UPDATE`
  return row ?? null
}

/** Raises the version of a staff member's state and notifies every process, when the transaction commits. */
export async function touchStaff(tx: Transaction, staffKey: Id<'staff'>): Promise<void> {
  tx.send(tx.sql`
    WITH touched AS (
      UPDATE facility.staff SET status_version = status_version + 1, status_changed_at = clock_timestamp()
      WHERE id = ${staffKey} RETURNING id)
    SELECT pg_notify('facility_staff', id)::text FROM touched`)
}

/** The same for everybody of a facility; locked in one order, as everywhere that several are. */
export async function touchStaffOfFacility(tx: Transaction, facilityId: string): Promise<void> {
  tx.send(tx.sql`
    WITH known AS (
      SELECT id FROM facility.staff WHERE facility_id = ${facilityId} AND left_at IS NULL ORDER BY id FOR NO KEY UPDATE),
    touched AS (
      UPDATE facility.staff AS staff SET status_version = status_version + 1, status_changed_at = clock_timestamp()
      FROM known WHERE staff.id = known.id RETURNING staff.id)
    SELECT pg_notify('facility_staff', id)::text FROM touched`)
}

/** Sets or removes the link to the authority's holder; false when no such live staff member is in the facility. */
export async function linkIfLive(
  tx: Transaction,
  { facilityId, staffKey, holderSubject }: { facilityId: string; staffKey: Id<'staff'>; holderSubject: string | null },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.staff SET holder_subject = ${holderSubject}
    WHERE id = ${staffKey} AND facility_id = ${facilityId} AND left_at IS NULL`
  return count === 1
}

/** Marks as left; false when already left or not of the facility. */
export async function leaveIfLive(tx: Transaction, facilityId: string, staffKey: Id<'staff'>): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.staff SET left_at = clock_timestamp() WHERE id = ${staffKey} AND facility_id = ${facilityId} AND left_at IS NULL`
  return count === 1
}

/** Stops a staff member's sign-ins until `lockedUntil`, or lets them go on with `null`; false when not a live one of the facility. */
export async function lockIfLive(
  tx: Transaction,
  { facilityId, staffKey, lockedUntil }: { facilityId: string; staffKey: Id<'staff'>; lockedUntil: Date | null },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.staff SET locked_until = ${lockedUntil}
    WHERE id = ${staffKey} AND facility_id = ${facilityId} AND left_at IS NULL`
  return count === 1
}

/** The live staff member of a facility with this code. */
export async function findIdByCode(
  db: Pick<Database, 'sql'>,
  facilityId: string,
  staffCode: string,
): Promise<Id<'staff'> | null> {
  const [row] = await db.sql<{ id: Id<'staff'> }[]>`
    SELECT id FROM facility.staff WHERE facility_id = ${facilityId} AND staff_code = ${staffCode} AND left_at IS NULL`
  return row?.id ?? null
}
