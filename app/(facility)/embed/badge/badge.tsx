'use client'

import { useEffect, useRef, useState } from 'react'
import { formatClock } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Icon } from '@/lib/ui/base/icon'
import { Phrases } from '@/lib/ui/base/phrases'
import { statusPillClass } from '@/lib/ui/base/status-pill'
import type { FrameConnection } from '../connection/frame-connection'
import { useFrameConnection } from '../connection/use-frame-connection'
import { useSecondsLeft } from '../connection/use-seconds-left'
import { BadgeDetails } from './badge-details'
import { type BadgeState, badgeLook, badgeStateOf } from './badge-look'

type BadgeProps = { texts: Messages['frame']; locale: Locale }

/** Green or yellow on the chart's tool bar, in text, icon and colour; a press shows the details. */
export function Badge({ texts, locale }: BadgeProps) {
  const { snapshot, connection } = useFrameConnection(locale)
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLElement>(null)
  const status = snapshot.state?.status ?? null
  const left = useSecondsLeft(status?.remaining_seconds ?? 0, snapshot.stateAt)
  const isLost = snapshot.isStale || snapshot.fault !== null
  const state = badgeStateOf(status?.status ?? null, left, isLost)
  useToldStatus(state, status, connection)
  useToldSize(root, isOpen, connection)
  const { tone, icon } = badgeLook(state)
  return (
    <main className={badgeClass} data-badge="" ref={root}>
      <button
        aria-expanded={isOpen}
        className={statusPillClass(tone, 'solid')}
        data-state={state}
        onClick={() => setIsOpen(!isOpen)}
        title={isOpen ? texts.badge.close : texts.badge.open}
        type="button"
      >
        <Icon className="size-5 shrink-0" name={icon} />
        <span className="whitespace-nowrap tabular-nums">
          <Phrases text={fill(texts.badge[state], { time: endOf(status?.expires_at ?? null) })} />
        </span>
      </button>
      {isOpen ? (
        <BadgeDetails
          locale={locale}
          onClose={() => {
            setIsOpen(false)
            connection?.report({ type: 'focus_return', payload: {} })
          }}
          onSignIn={() => {
            setIsOpen(false)
            connection?.report({ type: 'sign_in_requested', payload: {} })
          }}
          onSignOut={async () => {
            await connection?.signOut()
            setIsOpen(false)
          }}
          state={state}
          status={status}
          place={snapshot.state?.signed_in_place ?? null}
          texts={texts}
        />
      ) : null}
    </main>
  )
}

/** In the right half of the EMR's page the details open to the left, and the pill stays at its right edge (embed.js says which). */
const badgeClass =
  'absolute start-0 top-0 grid w-max justify-items-start gap-2 p-1 [[data-align=end]_&]:start-auto [[data-align=end]_&]:end-0 [[data-align=end]_&]:justify-items-end'

/** A clock time is enough: no sign-in is valid for a day. */
function endOf(expiresAt: string | null): string {
  return expiresAt === null ? '' : formatClock(new Date(expiresAt), 'minutes')
}

type Status = NonNullable<ReturnType<typeof useFrameConnection>['snapshot']['state']>['status'] | null

/** Notifies the EMR's page of each change between green and yellow, once. */
function useToldStatus(state: BadgeState, status: Status, connection: FrameConnection | null): void {
  const reported = useRef<string>('')
  useEffect(() => {
    if (connection === null || status === null) return
    if (reported.current === '') connection.report({ type: 'ready', payload: {} })
    const isGreen = state === 'signed_in' || state === 'expiring'
    const key = isGreen ? `green ${status.expires_at}` : state === 'sign_in_required' ? 'yellow' : 'other'
    if (key === reported.current) return
    reported.current = key
    if (isGreen && status.method && status.expires_at) {
      const { staff_id, method, expires_at } = status
      connection.report({ type: 'signed_in', payload: { staff_id, method, expires_at } })
    }
    if (key === 'yellow') connection.report({ type: 'sign_in_required', payload: {} })
  }, [state, status, connection])
}

/** The frame is as large as what it shows; open, it floats over the page. */
function useToldSize(
  root: React.RefObject<HTMLElement | null>,
  isOpen: boolean,
  connection: FrameConnection | null,
): void {
  useEffect(() => {
    const element = root.current
    if (element === null || connection === null) return
    const observer = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect()
      connection.report({
        type: 'resize',
        payload: { width: Math.ceil(width), height: Math.ceil(height), overlay: isOpen },
      })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [root, isOpen, connection])
}
