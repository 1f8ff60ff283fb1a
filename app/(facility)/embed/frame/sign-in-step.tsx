import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import type { MethodChoice } from '@/lib/wire/frame'
import type { FrameSnapshot } from '../connection/connection-parts'
import { FailureStep } from './failure-step'
import type { FrameStep } from './frame-step'
import { MethodStep } from './method-step'
import { NumberStep } from './number-step'
import { QrStep } from './qr-step'
import { SuccessStep } from './success-step'
import { Waiting } from './waiting'
import { waysOnFrom } from './ways-on'

type SignInStepProps = {
  texts: Messages['frame']
  locale: Locale
  snapshot: FrameSnapshot
  step: FrameStep
  isBusy: boolean
  lastTried: MethodChoice['method']
  onChoose: (method: MethodChoice['method']) => void
  onExtend: () => void
  onBack: () => void
  onCancel: () => void
  onDone: () => void
}

/** The one thing that a sign-in frame shows now. */
export function SignInStep(props: SignInStepProps) {
  const { texts, locale, snapshot, step, onDone } = props
  const { session, state } = snapshot
  switch (step.step) {
    case 'preparing':
      return session === null ? null : <Waiting text={texts.loading} />
    case 'starting':
      return <Waiting text={texts.starting} />
    case 'methods':
      return <Methods {...props} />
    case 'qr':
    case 'number':
    case 'matched':
      return <UnderWay {...props} />
    case 'confirming':
      return <Waiting text={texts.claimed.confirming} />
    case 'success': {
      if (!state?.status.expires_at) return <Methods {...props} />
      const { expires_at: expiresAt, method } = state.status
      return (
        <SuccessStep expiresAt={expiresAt} locale={locale} method={method ?? 'fido'} onDone={onDone} texts={texts} />
      )
    }
    case 'failure':
      return <Failure {...props} kind={step.kind} />
  }
}

function Methods({ texts, snapshot: { session }, isBusy, onChoose }: SignInStepProps) {
  if (session === null) return null
  return (
    <MethodStep
      isBusy={isBusy}
      lastMethod={session.last_method}
      methods={session.methods}
      onChoose={onChoose}
      texts={texts}
    />
  )
}

/** The code to scan, then the number to enter, until the phone asks for biometrics. */
function UnderWay({ texts, locale, snapshot, step, onBack, onCancel, onExtend }: SignInStepProps) {
  const { state, stateAt, qr } = snapshot
  if (!state?.sign_in) return null
  const common = { locale, secondsAt: stateAt, secondsLeft: state.sign_in.expires_in, texts }
  if (step.step === 'qr') {
    const extend = state.sign_in.can_extend ? onExtend : null
    return qr ? <QrStep {...common} onBack={onBack} onExtend={extend} url={qr.url} /> : null
  }
  if (step.step !== 'number' && step.step !== 'matched') return null
  return (
    <NumberStep
      {...common}
      matchNumber={step.step === 'number' ? step.matchNumber : null}
      onCancel={onCancel}
      secondScans={state.sign_in.second_scans}
    />
  )
}

type FailureProps = SignInStepProps & { kind: Extract<FrameStep, { step: 'failure' }>['kind'] }

function Failure({ texts, snapshot, kind, lastTried, onChoose }: FailureProps) {
  const { session, faultDetail } = snapshot
  return (
    <FailureStep
      detail={faultDetail}
      isPharmacist={session?.staff.profession === 'pharmacist'}
      kind={kind}
      onChoose={onChoose}
      onRetry={() => onChoose(lastTried)}
      texts={texts}
      waysOn={waysOnFrom(kind, lastTried, session)}
    />
  )
}
