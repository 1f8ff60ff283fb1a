import { inLanguage } from '@/app/_phone/shell/in-language'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import { RegistrationSteps } from './registration-steps'
import { SetbackNotice } from './setback-notice'
import type { ViewProps } from './view-props'

/** This phone has a key of the same person already: not a failure, but something to try out (P7). */
export function ExistingView(props: ViewProps<'existing'>) {
  return props.state.proven ? <ProvenView {...props} /> : <ProveView {...props} />
}

function ProveView({ shell, texts, page, state }: ViewProps<'existing'>) {
  const { working, setback } = state
  const already = texts.ceremony.already_registered
  const { preparing, press } = useCeremonyButton({
    initial: null,
    fetchOptions: page.api.existingOptions,
    run: page.proveExisting,
    running: working,
    onProblem: page.refuse,
  })
  return (
    <PhoneShell
      actions={
        <Button
          block
          busy={working || preparing}
          busyLabel={working ? texts.trial.submitting : texts.trial.preparing}
          onClick={press}
          size="large"
        >
          {texts.trial.submit}
        </Button>
      }
      progress={<RegistrationSteps step="trial" texts={texts} />}
      texts={shell}
    >
      <Outcome heading={already.title} tone="info">
        <p>
          <Phrases text={already.detail} />
        </p>
      </Outcome>
      <p>
        <Phrases text={already.nextStep} />
      </p>
      <SetbackNotice code={null} kept={texts.kept.card} setback={setback} shell={shell} texts={texts} />
    </PhoneShell>
  )
}

function ProvenView({ shell, texts }: ViewProps<'existing'>) {
  return (
    <PhoneShell
      actions={
        <ButtonLink block href={inLanguage('/my', shell.locale)} size="large" variant="secondary">
          {texts.done.my}
        </ButtonLink>
      }
      texts={shell}
    >
      <Outcome heading={texts.existing.heading} tone="success">
        <p>
          <Phrases text={texts.existing.detail} />
        </p>
      </Outcome>
    </PhoneShell>
  )
}
