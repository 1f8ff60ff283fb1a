'use client'

import { useEffect, useRef } from 'react'
import type { FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { FrameSignIn } from '@/lib/wire/frame'
import type { FrameSnapshot } from '../connection/connection-parts'
import type { FrameConnection } from '../connection/frame-connection'

/** Notifies the EMR's page once of each step of a sign-in. These are hints: its back end asks the API (E7). */
export function useReportedEvents(snapshot: FrameSnapshot, connection: FrameConnection | null): void {
  const reported = useRef('')
  const signIn = snapshot.state?.sign_in ?? null
  useEffect(() => {
    if (snapshot.session !== null && reported.current === '') {
      reported.current = 'ready'
      connection?.report({ type: 'ready', payload: {} })
    }
    if (signIn === null) return
    const key = `${signIn.id} ${signIn.state}`
    const event = eventOf(signIn, snapshot)
    if (event === null || reported.current === key) return
    reported.current = key
    connection?.report(event)
  }, [snapshot, signIn, connection])
}

function eventOf(signIn: FrameSignIn, { state }: FrameSnapshot): FrameEvent | null {
  switch (signIn.state) {
    case 'shown':
    case 'claimed':
    case 'denied':
    case 'expired':
    case 'cancelled':
      return { type: signIn.state, payload: {} }
    case 'failed':
      return { type: 'error', payload: { code: signIn.end_reason ?? 'sign_in.failed' } }
    case 'signed_in': {
      const status = state?.status
      if (!status?.method || !status.expires_at) return null
      return {
        type: 'signed_in',
        payload: { staff_id: status.staff_id, method: status.method, expires_at: status.expires_at },
      }
    }
    default:
      return null
  }
}
