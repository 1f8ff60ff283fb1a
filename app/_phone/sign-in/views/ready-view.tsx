import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { Phrases } from '@/lib/ui/base/phrases'
import { ClaimFacts } from './claim-facts'
import { DecisionActions } from './decision-actions'
import { SetbackNotice } from './setback-notice'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

/** The number was right, and the browser wants a tap for the biometrics: the options are here already (P4, Q8). */
export function ReadyView({ shell, texts, page, state }: ViewProps<'ready'>) {
  const { ready } = texts
  const { claim, working, setback } = state
  const { preparing, press } = useCeremonyButton({
    initial: claim.options,
    fetchOptions: page.api.renewOptions,
    run: page.approve,
    running: working,
    onProblem: page.refuse,
  })
  return (
    <PhoneShell
      actions={
        <DecisionActions page={page} texts={texts} working={working}>
          <Button
            block
            busy={working || preparing}
            busyLabel={working ? ready.submitting : ready.preparing}
            onClick={press}
            size="large"
          >
            {ready.signIn}
          </Button>
        </DecisionActions>
      }
      dense
      texts={shell}
    >
      <h1 className="text-xl">
        <Phrases text={ready.heading} />
      </h1>
      <ClaimFacts claim={claim} texts={texts} />
      <TimeLeft claim={claim} onRunOut={page.runOut} shell={shell} texts={texts} />
      {setback === null ? (
        <p>
          <Phrases text={ready.detail} />
        </p>
      ) : (
        <SetbackNotice setback={setback} shell={shell} texts={texts} username={claim.username} />
      )}
    </PhoneShell>
  )
}
