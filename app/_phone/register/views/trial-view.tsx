import { useState } from 'react'
import { isTapFresh } from '@/app/_phone/shell/browser/ceremony'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { useRunOut } from '../use-run-out'
import { PracticeKeys } from './practice-keys'
import { RegistrationSteps } from './registration-steps'
import { SetbackNotice } from './setback-notice'
import type { ViewProps } from './view-props'

/** Register 4: the sign-in of every day, practised once: a sample of the EMR's number, then the biometrics. */
export function TrialView(props: ViewProps<'trial'>) {
  const { shell, texts, page, state } = props
  const { trial } = texts
  const { registration, working, setback } = state
  useRunOut(registration, working, page.runOut)
  const [isMatched, setMatched] = useState(false)
  const id = registration.registration_id
  const { preparing, press } = useCeremonyButton({
    initial: registration.options,
    fetchOptions: () => page.api.renewTrialOptions(id),
    run: (options) => page.tryOut(id, options),
    running: working,
    onProblem: (problem) => page.follow(problem, 'trial'),
  })
  const match = () => {
    setMatched(true)
    if (isTapFresh()) press()
  }
  return (
    <PhoneShell
      actions={
        isMatched ? (
          <Button
            block
            busy={working || preparing}
            busyLabel={working ? trial.submitting : trial.preparing}
            onClick={press}
            size="large"
          >
            {trial.submit}
          </Button>
        ) : undefined
      }
      dense={!isMatched}
      progress={<RegistrationSteps step="trial" texts={texts} />}
      texts={shell}
    >
      <h1 className={isMatched ? 'text-xl short:text-lg' : 'short:sr-only text-xl'}>
        <Phrases text={trial.heading} />
      </h1>
      <p className="text-sm leading-snug">
        <Phrases text={trial.detail} />
      </p>
      {isMatched ? (
        <>
          <Notice role="status" tone="success">
            {trial.matched}
          </Notice>
          <TrialSetback setback={setback} shell={shell} texts={texts} />
        </>
      ) : (
        <PracticeKeys onMatch={match} text={trial} />
      )}
    </PhoneShell>
  )
}

function TrialSetback({
  setback,
  shell,
  texts,
}: Pick<ViewProps<'trial'>, 'shell' | 'texts'> & Pick<ViewProps<'trial'>['state'], 'setback'>) {
  const isRefused = setback !== null && 'problem' in setback && setback.problem.code === 'assertion.rejected'
  if (!isRefused)
    return <SetbackNotice code={null} kept={texts.kept.phone} setback={setback} shell={shell} texts={texts} />
  return (
    <Notice role="alert" tone="warning">
      {texts.trial.failed}
    </Notice>
  )
}
