import type { Database } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import { servingToken, statusColumns } from './status-fragments.store'
import type { StatusRow } from './status-row'

export type BearerStatus = {
  facilityId: string
  /** `null` when the facility has no such live staff member. */
  status: StatusRow | null
  /** False when a terminal was named that the facility does not have. */
  terminalKnown: boolean
}

/** The hot look-up of the EMR API: bearer, staff member and status in one select; `null` when the bearer is not live. */
export async function findStatusForBearer(
  db: Pick<Database, 'sql'>,
  { tokenHash, staffCode, terminalCode }: { tokenHash: Uint8Array; staffCode: string; terminalCode: string | null },
): Promise<BearerStatus | null> {
  const [row] = await db.sql<(StatusRow & { facilityId: string; terminalKey: Id<'terminal'> | null })[]>`
    SELECT facility.id AS facility_id, terminal.id AS terminal_id, ${statusColumns(db)}
    FROM facility.emr_access_token AS bearer
    JOIN facility.emr_client AS client ON client.id = bearer.emr_client_id AND client.disabled_at IS NULL
    JOIN facility.facility AS facility ON facility.id = client.facility_id AND facility.disabled_at IS NULL
    LEFT JOIN facility.staff AS staff
      ON staff.facility_id = facility.id AND staff.staff_code = ${staffCode} AND staff.left_at IS NULL
    LEFT JOIN facility.terminal AS terminal
      ON terminal.facility_id = facility.id AND terminal.terminal_code = ${terminalCode} AND terminal.retired_at IS NULL
    ${servingToken(db)}
    WHERE bearer.token_hash = ${tokenHash} AND bearer.expires_at > clock_timestamp()`
  if (row === undefined) return null
  const { facilityId, terminalKey, ...status } = row
  return {
    facilityId,
    status: status.staffKey === null ? null : status,
    terminalKnown: terminalCode === null || terminalKey !== null,
  }
}

export type StatusFilter = {
  facilityId: string
  terminalCode: string | null
  /** Only these staff members. */
  staffKeys?: readonly string[]
  /** Only those whose status may have changed after this moment, by an event or by the passing of time. */
  since?: Date
}

/** The statuses of a facility's live staff who sign, which are those with a profession, by staff code. */
export async function listStatuses(
  db: Pick<Database, 'sql'>,
  { facilityId, terminalCode, staffKeys, since }: StatusFilter,
): Promise<StatusRow[]> {
  const { sql } = db
  const only = staffKeys === undefined ? sql`` : sql`AND staff.id = ANY(${[...staffKeys]})`
  const changed =
    since === undefined
      ? sql``
      : sql`AND (staff.status_changed_at > ${since}
          OR staff.locked_until BETWEEN ${since} AND clock_timestamp()
          OR EXISTS (SELECT 1 FROM facility.vault_token AS passed WHERE passed.staff_id = staff.id AND passed.ended_at IS NULL
            AND passed.expires_at >= ${since} AND (passed.expires_at BETWEEN ${since} AND clock_timestamp()
              OR passed.expires_at - make_interval(secs => facility.expiring_seconds) BETWEEN ${since} AND clock_timestamp())))`
  return sql<StatusRow[]>`
    SELECT ${statusColumns(db)}
    FROM facility.staff AS staff JOIN facility.facility AS facility ON facility.id = staff.facility_id
    LEFT JOIN facility.terminal AS terminal
      ON terminal.facility_id = facility.id AND terminal.terminal_code = ${terminalCode} AND terminal.retired_at IS NULL
    ${servingToken(db)}
    WHERE facility.id = ${facilityId} AND staff.left_at IS NULL AND staff.profession IS NOT NULL ${only} ${changed}
    ORDER BY staff.staff_code`
}

/** The database's clock, read before a list: what changes while the list is read is then not missed. */
export async function readClock(db: Pick<Database, 'sql'>): Promise<Date> {
  const [row] = await db.sql<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (row === undefined) throw new Error('clock not returned')
  return row.now
}

/** Whether a facility has this live terminal. */
export async function hasTerminal(
  db: Pick<Database, 'sql'>,
  facilityId: string,
  terminalCode: string,
): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM facility.terminal WHERE facility_id = ${facilityId} AND terminal_code = ${terminalCode} AND retired_at IS NULL`
  return rows.length === 1
}
