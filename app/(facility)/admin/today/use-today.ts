'use client'

import { useEffect, useState } from 'react'
import { createApiClient } from '@/lib/browser/api-client'
import { openLiveStream } from '@/lib/browser/live-stream'
import type { StreamState } from '@/lib/event-stream/read-event-stream'
import type { StaffRow, Today } from '@/lib/wire/console'
import { mergeRows } from './today-rows'

const base = '/api/facility/v1/console'

export type LiveToday = {
  rows: StaffRow[]
  /** `performance.now()` when each row arrived, by staff id. */
  arrivedAt: ReadonlyMap<string, number>
  asOf: string
  connection: StreamState
}

/** Keeps the page's rows current: whole rows from the stream, the whole list wherever it does not serve. */
export function useToday(first: Today): LiveToday {
  const [today, setToday] = useState<LiveToday>(() => ({
    rows: first.rows,
    arrivedAt: new Map(),
    asOf: first.as_of,
    connection: 'connecting',
  }))
  useEffect(() => {
    const ending = new AbortController()
    // No text of a problem is shown here.
    const call = createApiClient({ base, locale: 'ja' })
    const take = (rows: readonly StaffRow[], asOf: string) =>
      setToday((known) => {
        const at = performance.now()
        const arrivedAt = new Map(known.arrivedAt)
        for (const row of rows) arrivedAt.set(row.staff_id, at)
        return { ...known, rows: mergeRows(known.rows, rows), arrivedAt, asOf }
      })
    take(first.rows, first.as_of)
    openLiveStream({
      url: `${base}/today/events`,
      headers: () => ({}),
      signal: ending.signal,
      versionOf: () => undefined,
      onState: (connection, status) => {
        setToday((known) => ({ ...known, connection }))
        if (connection === 'ended' && status === 401) signInAgain()
      },
      onEvent: ({ event, data }) => {
        if (event === 'heartbeat') {
          const { server_time } = JSON.parse(data) as { server_time: string }
          setToday((known) => ({ ...known, asOf: server_time }))
        }
        if (event === 'rows') {
          const { rows, as_of } = JSON.parse(data) as Pick<Today, 'rows' | 'as_of'>
          take(rows, as_of)
        }
      },
      poll: async (signal) => {
        const answer = await call<Today>('GET', 'today', undefined, { signal })
        if (!answer.ok) {
          if (answer.problem.code === 'console_session.expired') signInAgain()
          throw new Error(answer.problem.code)
        }
        const { rows, as_of } = answer.value
        if (!signal.aborted) take(rows, as_of)
        return null
      },
    })
    return () => ending.abort()
  }, [first])
  return today
}

function signInAgain(): void {
  location.assign('/admin/sign-in?reason=expired')
}
