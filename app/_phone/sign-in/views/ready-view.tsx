import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { isolateText } from '@/lib/kernel/display-text'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { Disclosure } from '@/lib/ui/base/disclosure'
import { FactList } from '@/lib/ui/base/fact-list'
import { DecisionActions } from './decision-actions'
import { SetbackNotice } from './setback-notice'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

/** A missing passkey looks like a cancellation; after this many the other explanation is offered too. */
const failuresBeforeHint = 1

/** The number was right: one tap starts the biometrics, with options that are here already (P4, Q8). */
export function ReadyView({ shell, texts, page, state }: ViewProps<'ready'>) {
  const { number, ready, context, failures } = texts
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
        <DecisionActions canLeave={setback !== null} page={page} texts={texts} working={working}>
          <Button
            block
            busy={working || preparing}
            busyLabel={working ? number.submitting : number.preparing}
            onClick={press}
            size="large"
          >
            {number.signIn}
          </Button>
        </DecisionActions>
      }
      texts={shell}
    >
      <h1 className="text-2xl">{ready.heading}</h1>
      <TimeLeft claim={claim} onRunOut={page.runOut} shell={shell} texts={texts} />
      <Card>
        <FactList
          facts={[
            { term: context.username, value: <span className="text-xl">{claim.username}</span> },
            { term: context.facility, value: claim.facility_name },
            {
              term: context.place,
              value: fill(context.placeValue, {
                place: isolateText(claim.place),
                terminal: isolateText(claim.terminal_name),
              }),
            },
          ]}
        />
      </Card>
      <SetbackNotice setback={setback} shell={shell} texts={texts} />
      {state.failures >= failuresBeforeHint ? (
        <Disclosure open summary={ready.maybeWrongPhone}>
          <p>{failures.wrong_phone.detail}</p>
          <p className="mt-2">{failures.wrong_phone.nextStep}</p>
        </Disclosure>
      ) : (
        <p>{ready.detail}</p>
      )}
    </PhoneShell>
  )
}
