'use client'

import { useEffect, useState } from 'react'
import { readEventStream, type StreamState } from '@/lib/event-stream/read-event-stream'
import type { StaffRow, Today } from '@/lib/wire/console'
import { mergeRows } from './today-rows'

const path = '/api/facility/v1/console/today'

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
    const take = (rows: readonly StaffRow[], asOf: string) =>
      setToday((known) => {
        const at = performance.now()
        const arrivedAt = new Map(known.arrivedAt)
        for (const row of rows) arrivedAt.set(row.staff_id, at)
        return { ...known, rows: mergeRows(known.rows, rows), arrivedAt, asOf }
      })
    take(first.rows, first.as_of)
    readEventStream({
      url: `${path}/events`,
      headers: () => ({}),
      signal: ending.signal,
      fetch: (input, init) => fetch(input, init),
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      random: Math.random,
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
        const answer = await fetch(path, { signal, cache: 'no-store' })
        if (answer.status === 401) signInAgain()
        if (!answer.ok) throw new Error(`answered ${answer.status}`)
        const { rows, as_of } = (await answer.json()) as Today
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
