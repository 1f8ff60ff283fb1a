import { fill } from '@/lib/messages/fill'
import { Steps } from '@/lib/ui/base/steps'
import type { RegisterTexts } from '../register-texts'

export const registrationSteps = ['password', 'biometrics', 'trial'] as const

type RegistrationStepsProps = {
  texts: RegisterTexts
  /** `ahead` before the first of the three, `done` after the last. */
  step: (typeof registrationSteps)[number] | 'ahead' | 'done'
}

/** Where one is on the way through the three steps of a registration: the same count on every page (P20). */
export function RegistrationSteps({ texts, step }: RegistrationStepsProps) {
  const total = registrationSteps.length
  const names = registrationSteps.map((name) => texts.stepNames[name])
  const common = { label: texts.progressLabel, names }
  if (step === 'ahead')
    return <Steps {...common} current={0} heading={texts.pageTitle} positionText={fill(texts.stepsAhead, { total })} />
  if (step === 'done')
    return (
      <Steps
        {...common}
        current={total}
        heading={texts.pageTitle}
        isDone
        positionText={fill(texts.stepsDone, { total })}
      />
    )
  const current = registrationSteps.indexOf(step) + 1
  return (
    <Steps
      {...common}
      current={current}
      heading={texts.stepNames[step]}
      positionText={fill(texts.stepOf, { current, total })}
    />
  )
}
