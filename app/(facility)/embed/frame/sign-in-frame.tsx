'use client'

import { useEffect, useState } from 'react'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Spinner } from '@/lib/ui/base/spinner'
import { FramePage } from '@/lib/ui/frame/frame-page'
import type { MethodChoice } from '@/lib/wire/frame'
import type { FrameSnapshot } from '../connection/frame-connection'
import { useFrameConnection } from '../connection/use-frame-connection'
import { FailureStep } from './failure-step'
import { type FrameStep, failureKindOf, frameStepOf } from './frame-step'
import { MethodStep } from './method-step'
import { NumberStep } from './number-step'
import { QrStep } from './qr-step'
import { SuccessStep } from './success-step'
import { useToldEvents } from './use-told-events'

type SignInFrameProps = { texts: Messages['frame']; locale: Locale }

/** One decision at a time: method, code, number, result. What is shown follows from the server's state alone. */
export function SignInFrame({ texts, locale }: SignInFrameProps) {
  const { snapshot, connection } = useFrameConnection(locale)
  const [dismissedId, setDismissedId] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isStarting, setIsStarting] = useState(false)
  const { session, state } = snapshot
  useToldEvents(snapshot, connection)
  useEscape(() => connection?.tell({ type: 'focus_return', payload: {} }))

  async function run(action: (() => Promise<void>) | undefined): Promise<void> {
    setIsBusy(true)
    await action?.()
    setIsBusy(false)
  }

  async function start(method: MethodChoice['method']): Promise<void> {
    setIsStarting(true)
    await run(() => connection?.startSignIn(method) ?? Promise.resolve())
    setIsStarting(false)
  }

  const turnAway = () => setDismissedId(state?.sign_in?.id ?? null)
  const dismiss = () => {
    connection?.dismissFault()
    turnAway()
  }
  const step = stepOf(snapshot, dismissedId)
  return (
    <FramePage
      header={
        session ? (
          <>
            <span>{texts.title}</span>
            <span className="min-w-0 truncate">
              {texts.username}: <bdi className="font-bold text-ink">{session.staff.display_name}</bdi>
            </span>
          </>
        ) : (
          <span>{texts.title}</span>
        )
      }
    >
      {session === null && snapshot.fault === null ? <Waiting text={texts.loading} /> : null}
      {session !== null && step.step === 'preparing' ? <Waiting text={texts.loading} /> : null}
      {session !== null && step.step === 'methods' && isStarting ? <Waiting text={texts.starting} /> : null}
      {session !== null && step.step === 'methods' && !isStarting ? (
        <MethodStep isBusy={isBusy} methods={session.methods} onChoose={(method) => void start(method)} texts={texts} />
      ) : null}
      {step.step === 'qr' && state?.sign_in && snapshot.qr ? (
        <QrStep
          locale={locale}
          onBack={() => void run(connection?.cancelSignIn).then(turnAway)}
          secondsAt={snapshot.stateAt}
          secondsLeft={state.sign_in.expires_in}
          texts={texts}
          url={snapshot.qr.url}
        />
      ) : null}
      {step.step === 'number' && state?.sign_in ? (
        <NumberStep
          locale={locale}
          matchNumber={step.matchNumber}
          onCancel={() => void run(connection?.cancelSignIn)}
          secondScans={state.sign_in.second_scans}
          secondsAt={snapshot.stateAt}
          secondsLeft={state.sign_in.expires_in}
          texts={texts}
        />
      ) : null}
      {step.step === 'confirming' ? <Waiting text={texts.claimed.waiting} /> : null}
      {step.step === 'success' && state?.status.expires_at ? (
        <SuccessStep
          expiresAt={state.status.expires_at}
          locale={locale}
          method={state.status.method ?? 'fido'}
          onDone={() => connection?.tell({ type: 'focus_return', payload: {} })}
          texts={texts}
        />
      ) : null}
      {step.step === 'failure' ? (
        <FailureStep
          detail={snapshot.faultDetail}
          kind={snapshot.session === null ? 'session_ended' : step.kind}
          methods={session?.methods ?? []}
          onRetry={session === null ? null : dismiss}
          texts={texts}
        />
      ) : null}
    </FramePage>
  )
}

function stepOf(snapshot: FrameSnapshot, dismissedId: string | null): FrameStep {
  if (snapshot.fault !== null) return { step: 'failure', kind: failureKindOf(snapshot.fault) }
  if (snapshot.state === null) return { step: 'preparing' }
  return frameStepOf(snapshot.state.sign_in, dismissedId, snapshot.qr !== null)
}

function Waiting({ text }: { text: string }) {
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-3 text-ink-muted" role="status">
      <Spinner />
      <p>{text}</p>
    </div>
  )
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
