import { formatDateTime } from '@/lib/messages/date-time'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { formatRemainingHours } from '@/lib/messages/remaining-time'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { type DataColumn, DataTable } from '@/lib/ui/console/data-table'
import { rowLooks } from './today-look'
import type { LiveRow } from './today-rows'

type TodayTableProps = { rows: readonly LiveRow[]; texts: Messages['console']['today']; locale: Locale }

/** One row per staff member. */
export function TodayTable({ rows, texts, locale }: TodayTableProps) {
  const { columns } = texts
  const none = '–'
  const shape: DataColumn<LiveRow>[] = [
    {
      key: 'staff',
      header: columns.staff,
      cell: (row) => (
        <span className="grid">
          <bdi className="font-bold">{row.display_name}</bdi>
          <span className="text-ink-muted text-xs">{row.staff_id}</span>
        </span>
      ),
    },
    { key: 'department', header: columns.department, cell: (row) => row.department || none },
    {
      key: 'state',
      header: columns.state,
      cell: (row) => <StatusPill {...rowLooks[row.state]} text={texts.states[row.state]} />,
    },
    { key: 'clinic', header: columns.clinic, cell: (row) => (row.clinic_today ? texts.clinicYes : texts.clinicNo) },
    {
      key: 'remaining',
      header: columns.remaining,
      align: 'end',
      cell: (row) => (row.secondsLeft > 0 ? formatRemainingHours(row.secondsLeft) : none),
    },
    {
      key: 'expires',
      header: columns.expiresAt,
      cell: (row) => (row.secondsLeft > 0 && row.expires_at ? formatDateTime(new Date(row.expires_at), locale) : none),
    },
    { key: 'method', header: columns.method, cell: (row) => (row.method ? texts.methods[row.method] : none) },
    { key: 'terminal', header: columns.terminal, cell: (row) => row.terminal_name ?? none },
  ]
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <DataTable caption={texts.tableCaption} columns={shape} rowKey={(row) => row.staff_id} rows={rows} />
    </div>
  )
}
