import type { Database } from '@/lib/db/database'
import type { Profession } from '@/lib/vocabulary/profession'
import { servingToken, statusColumns } from '../token-vault/status-fragments.store'
import type { StatusRow } from '../token-vault/status-row'

export type TodayRow = StatusRow & {
  displayName: string
  kana: string
  department: string
  profession: Profession | null
  clinicToday: boolean
  signInUnderWay: boolean
}

/** The staff of a facility who sign prescriptions, with their status; only those of `staffKeys` when given. One query. */
export async function listTodayRows(
  db: Pick<Database, 'sql'>,
  facilityId: string,
  staffKeys?: readonly string[],
): Promise<TodayRow[]> {
  const { sql } = db
  const only = staffKeys === undefined ? sql`` : sql`AND staff.id = ANY(${[...staffKeys]})`
  return sql<TodayRow[]>`
    SELECT staff.display_name, staff.kana, staff.department, staff.profession::text AS profession,
      staff.clinic_today, EXISTS (
        SELECT 1 FROM facility.sign_in AS open WHERE open.staff_id = staff.id AND open.ended_at IS NULL
          AND open.state IN ('starting', 'shown', 'claimed', 'redeeming') AND open.expires_at > clock_timestamp()
      ) AS sign_in_under_way, ${statusColumns(db)}
    FROM facility.staff AS staff JOIN facility.facility AS facility ON facility.id = staff.facility_id
    LEFT JOIN facility.terminal AS terminal ON false
    ${servingToken(db)}
    WHERE facility.id = ${facilityId} AND staff.left_at IS NULL
      AND (staff.profession IS NOT NULL OR staff.holder_subject IS NOT NULL) ${only}
    ORDER BY staff.staff_code`
}

/** The figures above the rows of the page. */
export async function findTodayHeading(
  db: Pick<Database, 'sql'>,
  facilityId: string,
): Promise<{ facilityName: string; expiringSeconds: number; now: Date } | null> {
  const [row] = await db.sql<{ facilityName: string; expiringSeconds: number; now: Date }[]>`
    SELECT name AS facility_name, expiring_seconds, clock_timestamp() AS now
    FROM facility.facility WHERE id = ${facilityId} AND disabled_at IS NULL`
  return row ?? null
}
