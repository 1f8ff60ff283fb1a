'use client'

import { useEffect, useState } from 'react'
import { formatClock } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { EmptyState } from '@/lib/ui/base/empty-state'
import { Notice } from '@/lib/ui/base/notice'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { TextField } from '@/lib/ui/base/text-field'
import type { Today } from '@/lib/wire/console'
import { TodayFilters } from './today-filters'
import { countRows, filterRows, liveRow, sortRows, type TodayFilter } from './today-rows'
import { TodayTable } from './today-table'
import { useToday } from './use-today'

type TodayViewProps = { first: Today; texts: Messages['console']['today']; locale: Locale }

/** 「本日の認証状況」, live: counts are the filters, who needs help now is on top. */
export function TodayView({ first, texts, locale }: TodayViewProps) {
  const { rows, arrivedAt, asOf, connection } = useToday(first)
  const [filter, setFilter] = useState<TodayFilter>(null)
  const [search, setSearch] = useState('')
  const now = useSteadyNow()
  const live = rows.map((row) =>
    liveRow(row, Math.max(0, now - (arrivedAt.get(row.staff_id) ?? now)) / 1000, first.expiring_seconds),
  )
  const shown = sortRows(filterRows(live, filter, search))
  const clock = formatClock(new Date(asOf), 'seconds')
  if (rows.length === 0) return <EmptyState icon="people" {...texts.noStaff} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <span className="tabular-nums">{fill(texts.asOf, { time: clock })}</span>
        <StatusPill
          icon={connection === 'live' ? 'check_circle' : 'refresh'}
          text={connection === 'live' ? texts.live : texts.polling}
          tone={connection === 'live' || connection === 'polling' ? 'good' : 'unknown'}
        />
      </div>
      {connection === 'stale' ? (
        <Notice role="alert" title={fill(texts.stale, { time: clock })} tone="warning" />
      ) : null}
      <TodayFilters counts={countRows(live)} filter={filter} onFilter={setFilter} texts={texts} />
      <div className="max-w-md">
        <TextField
          autoComplete="off"
          hint={texts.searchHint}
          id="search"
          label={texts.searchLabel}
          onChange={(event) => setSearch(event.target.value)}
          type="search"
          value={search}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState detail="" heading={texts.none} icon="search" />
      ) : (
        <TodayTable locale={locale} rows={shown} texts={texts} />
      )}
    </>
  )
}

/** `performance.now()` every ten seconds: enough for minutes, and the server reports the ends itself. No wall clock. */
function useSteadyNow(): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
