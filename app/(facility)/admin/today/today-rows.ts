import type { StaffRow } from '@/lib/wire/console'

/** The states a row can be in on this page; a filter is one of them. */
export type RowState = StaffRow['status'] | 'in_progress'
export type TodayFilter = RowState | 'clinic_without_sign_in' | null

/** The present state of a row: the server's seconds less those that have passed since on the page's own steady clock. */
export type LiveRow = StaffRow & { state: RowState; secondsLeft: number }

/** Corrects a row for the time since it arrived; a token that has run out is yellow even if nothing was heard (rule D3). */
export function liveRow(row: StaffRow, secondsSince: number, expiringSeconds: number): LiveRow {
  const secondsLeft = Math.max(0, row.remaining_seconds - secondsSince)
  return { ...row, secondsLeft, state: stateOf(row, secondsLeft, expiringSeconds) }
}

function stateOf(row: StaffRow, secondsLeft: number, expiringSeconds: number): RowState {
  const isGreen = row.status === 'signed_in' || row.status === 'expiring'
  if (isGreen && secondsLeft > 0) return secondsLeft <= expiringSeconds ? 'expiring' : 'signed_in'
  const status = isGreen ? 'sign_in_required' : row.status
  return status === 'sign_in_required' && row.sign_in_under_way ? 'in_progress' : status
}

/** Sees patients today and cannot sign: the people to help first (rule D2). */
export function needsHelpNow(row: LiveRow): boolean {
  return row.clinic_today && (row.state === 'sign_in_required' || row.state === 'in_progress')
}

const order: Record<RowState, number> = {
  locked: 1,
  sign_in_required: 2,
  in_progress: 3,
  expiring: 4,
  not_registered: 5,
  signed_in: 6,
}

/** Who needs help now comes first; among equals the reading of the name decides. */
export function sortRows(rows: readonly LiveRow[]): LiveRow[] {
  const rank = (row: LiveRow) => (needsHelpNow(row) ? 0 : order[row.state])
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.kana.localeCompare(b.kana, 'ja'))
}

/** Rows of one filter whose name, reading, code or department holds the text; width and case of letters do not matter. */
export function filterRows(rows: readonly LiveRow[], filter: TodayFilter, text: string): LiveRow[] {
  const wanted = fold(text)
  return rows.filter((row) => {
    if (filter === 'clinic_without_sign_in' && !needsHelpNow(row)) return false
    if (filter !== null && filter !== 'clinic_without_sign_in' && row.state !== filter) return false
    return (
      wanted === '' ||
      [row.display_name, row.kana, row.staff_id, row.department].some((each) => fold(each).includes(wanted))
    )
  })
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** How many rows each filter would show. */
export function countRows(rows: readonly LiveRow[]): Record<RowState | 'clinic_without_sign_in' | 'all', number> {
  const counts = {
    all: rows.length,
    clinic_without_sign_in: 0,
    signed_in: 0,
    expiring: 0,
    sign_in_required: 0,
    not_registered: 0,
    locked: 0,
    in_progress: 0,
  }
  for (const row of rows) {
    counts[row.state] += 1
    if (needsHelpNow(row)) counts.clinic_without_sign_in += 1
  }
  return counts
}

/** Replaces the rows that changed; older versions are ignored (rule S5). */
export function mergeRows(rows: readonly StaffRow[], changed: readonly StaffRow[]): StaffRow[] {
  const byId = new Map(rows.map((row) => [row.staff_id, row]))
  for (const row of changed) {
    const known = byId.get(row.staff_id)
    if (known === undefined || row.version >= known.version) byId.set(row.staff_id, row)
  }
  return [...byId.values()]
}
