'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { FramePage } from '@/lib/ui/frame/frame-page'
import type { MethodChoice } from '@/lib/wire/frame'
import type { FrameSnapshot } from '../connection/connection-parts'
import { useFrameConnection } from '../connection/use-frame-connection'
import { useOpenedDirectly } from '../connection/use-opened-directly'
import { type FrameStep, failureKindOf, frameStepOf } from './frame-step'
import { openingMethodOf } from './opening-method'
import { SignInStep } from './sign-in-step'
import { useReportedEvents } from './use-reported-events'
import { Waiting } from './waiting'

type SignInFrameProps = { texts: Messages['frame']; locale: Locale }

/** One decision at a time: method, code, number, result. What is shown follows from the server's state alone. */
export function SignInFrame({ texts, locale }: SignInFrameProps) {
  const { snapshot, connection } = useFrameConnection(locale)
  const [dismissedId, setDismissedId] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [starting, setStarting] = useState<MethodChoice['method'] | null>(null)
  const lastTried = useRef<MethodChoice['method']>('fido')
  const isOpenedDirectly = useOpenedDirectly()
  const { session, state } = snapshot
  useReportedEvents(snapshot, connection)
  useEscape(() => connection?.report({ type: 'focus_return', payload: {} }))

  async function run(action: (() => Promise<void>) | undefined): Promise<void> {
    setIsBusy(true)
    await action?.()
    setIsBusy(false)
  }

  async function start(method: MethodChoice['method']): Promise<void> {
    lastTried.current = method
    connection?.dismissFault()
    setStarting(method)
    await run(() => connection?.startSignIn(method) ?? Promise.resolve())
    setStarting(null)
  }

  useOpening(session, (method) => void start(method))
  const turnAway = () => setDismissedId(state?.sign_in?.id ?? null)
  const isWaiting = session === null && snapshot.fault === null
  return (
    <FramePage header={<FrameHeader session={session} texts={texts} />}>
      {isWaiting && isOpenedDirectly ? <Notice role="status" title={texts.openedDirectly} tone="info" /> : null}
      {isWaiting && !isOpenedDirectly ? <Waiting text={texts.loading} /> : null}
      {session !== null && snapshot.isStale ? (
        <Notice role="status" tone="warning">
          {texts.connection.retrying}
        </Notice>
      ) : null}
      <SignInStep
        isBusy={isBusy}
        lastTried={state?.sign_in?.method ?? lastTried.current}
        locale={locale}
        onBack={() => void run(connection?.cancelSignIn).then(turnAway)}
        onCancel={() => void run(connection?.cancelSignIn)}
        onChoose={(method) => void start(method)}
        onDone={() => connection?.report({ type: 'focus_return', payload: {} })}
        onExtend={() => void run(connection?.extendSignIn)}
        snapshot={snapshot}
        step={starting !== null && snapshot.fault === null ? { step: 'starting' } : stepOf(snapshot, dismissedId)}
        texts={texts}
      />
    </FramePage>
  )
}

function FrameHeader({ texts, session }: { texts: Messages['frame']; session: FrameSnapshot['session'] }) {
  if (session === null)
    return (
      <span>
        <Phrases text={texts.title} />
      </span>
    )
  return (
    <>
      <span>
        <Phrases text={texts.title} />
      </span>
      <span className="min-w-0 text-end">
        <Phrases text={texts.username} />: <bdi className="font-bold text-ink">{session.staff.display_name}</bdi>
      </span>
    </>
  )
}

function stepOf(snapshot: FrameSnapshot, dismissedId: string | null): FrameStep {
  if (snapshot.fault !== null) return { step: 'failure', kind: failureKindOf(snapshot.fault) }
  if (snapshot.state === null) return { step: 'preparing' }
  const { sign_in: signIn, status } = snapshot.state
  const step = frameStepOf(signIn, dismissedId, snapshot.qr !== null)
  return step.step === 'methods' && status.status === 'locked' ? { step: 'failure', kind: 'locked' } : step
}

/** Starts the method that was used last as the frame opens, once per load; before the choice is painted, so nothing jumps (E8). */
function useOpening(session: FrameSnapshot['session'], start: (method: MethodChoice['method']) => void): void {
  const isOpened = useRef(false)
  useLayoutEffect(() => {
    if (session === null || isOpened.current) return
    isOpened.current = true
    const method = openingMethodOf(session)
    if (method !== null) start(method)
  })
}

/** Key presses inside a frame do not reach the page around it. */
function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
