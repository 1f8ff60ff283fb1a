import type { StaffRow } from '@/lib/wire/console'
import type { FacilityContext } from '../facility-context'
import type { StatusRow } from '../token-vault/status-row'
import { toStaffRow } from './list-today'
import { listTodayRows } from './today.store'

/**
 * Rows of today's page for all staff of a facility or for some of them. `statuses` are what the rows were made of, for
 * callers that wait for the next change in time.
 */
export async function listChangedToday(
  { db }: Pick<FacilityContext, 'db'>,
  facilityId: string,
  staffKeys: 'all' | readonly string[],
): Promise<{ rows: StaffRow[]; statuses: StatusRow[]; asOf: Date }> {
  const found = await listTodayRows(db, facilityId, staffKeys === 'all' ? undefined : staffKeys)
  return { rows: found.map(toStaffRow), statuses: found, asOf: found[0]?.serverTime ?? new Date() }
}
