import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { RegistrationSteps } from './registration-steps'
import { SetbackNotice } from './setback-notice'
import type { ViewProps } from './view-props'

/** Register 4: the sign-in of every day, tried once. */
export function TrialView({ shell, texts, page, state }: ViewProps<'trial'>) {
  const { trial } = texts
  const { registration, working, setback } = state
  const id = registration.registration_id
  const { preparing, press } = useCeremonyButton({
    initial: registration.options,
    fetchOptions: () => page.api.renewTrialOptions(id),
    run: (options) => page.tryOut(id, options),
    running: working,
    onProblem: (problem) => page.follow(problem, 'trial'),
  })
  const isRefused = setback !== null && 'problem' in setback && setback.problem.code === 'assertion.rejected'
  return (
    <PhoneShell
      actions={
        <Button
          block
          busy={working || preparing}
          busyLabel={working ? trial.submitting : trial.preparing}
          onClick={press}
          size="large"
        >
          {trial.submit}
        </Button>
      }
      progress={<RegistrationSteps step="trial" texts={texts} />}
      texts={shell}
    >
      <h1 className="text-xl short:text-lg">
        <Phrases text={trial.heading} />
      </h1>
      <Notice title={trial.registered} tone="success">
        <bdi>{registration.phone?.name}</bdi>
      </Notice>
      <p>
        <Phrases text={trial.detail} />
      </p>
      {isRefused ? (
        <Notice role="alert" tone="warning">
          {trial.failed}
        </Notice>
      ) : (
        <SetbackNotice code={null} kept={texts.kept.phone} setback={setback} shell={shell} texts={texts} />
      )}
    </PhoneShell>
  )
}
