import { toShownText } from '@/lib/kernel/display-text'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { StaffRow, Today } from '@/lib/wire/console'
import { facilityError } from '../facilities/facility.errors'
import type { FacilityContext } from '../facility-context'
import { checkDueTokens } from '../token-vault/check-due-tokens'
import { toSignInStatus } from '../token-vault/status-row'
import { findTodayHeading, listTodayRows, type TodayRow } from './today.store'

/**
 * 「本日の認証状況」 of one facility, which comes from the operator's session and never from the request (rule D6).
 * @throws AppError `facility.unknown`
 */
export async function listToday(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  facilityId: string,
  origin: RequestOrigin,
): Promise<Today> {
  const heading = await findTodayHeading(context.db, facilityId)
  if (heading === null) throw facilityError('facility.unknown')
  const rows = await listTodayRows(context.db, facilityId)
  checkDueTokens(context, facilityId, origin)
  return {
    facility_name: toShownText(heading.facilityName),
    rows: rows.map(toStaffRow),
    as_of: heading.now.toISOString(),
    expiring_seconds: heading.expiringSeconds,
  }
}

/** A row of the page. */
export function toStaffRow(row: TodayRow): StaffRow {
  const status = toSignInStatus(row)
  return {
    ...status,
    display_name: toShownText(row.displayName),
    kana: toShownText(row.kana),
    department: toShownText(row.department),
    profession: row.profession,
    clinic_today: row.clinicToday,
    terminal_name: status.terminal_id === null ? null : shownOrNull(row.signedInTerminalName),
    sign_in_under_way: row.signInUnderWay,
  }
}

function shownOrNull(text: string | null): string | null {
  return text === null ? null : toShownText(text)
}
