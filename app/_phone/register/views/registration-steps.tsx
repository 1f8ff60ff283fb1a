import { fill } from '@/lib/messages/fill'
import { Steps } from '@/lib/ui/base/steps'
import type { RegisterTexts } from '../register-texts'

const order = ['intro', 'password', 'confirm', 'trial', 'done'] as const

/** Where one is on the way through the registration. */
export function RegistrationSteps({ texts, step }: { texts: RegisterTexts; step: (typeof order)[number] }) {
  const current = order.indexOf(step) + 1
  return (
    <Steps
      current={current}
      label={texts.progressLabel}
      names={order.map((name) => texts.stepNames[name])}
      positionText={fill(texts.stepOf, { current, total: order.length })}
    />
  )
}
