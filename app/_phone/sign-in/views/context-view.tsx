import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { isolateText } from '@/lib/kernel/display-text'
import { formatClock } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { formatDuration } from '@/lib/messages/remaining-time'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Notice } from '@/lib/ui/base/notice'
import { DecisionActions } from './decision-actions'
import { SetbackNotice } from './setback-notice'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

/** Sign-in 1: the facility that asks, the terminal, the staff member, and how long the sign-in will last. */
export function ContextView({ shell, texts, page, state }: ViewProps<'context'>) {
  const { context } = texts
  const { claim, working, setback } = state
  return (
    <PhoneShell
      actions={
        <DecisionActions canLeave page={page} texts={texts} working={working}>
          <Button block disabled={working} onClick={page.wantNumber} size="large">
            {context.proceed}
          </Button>
        </DecisionActions>
      }
      texts={shell}
    >
      <h1 className="text-2xl">{context.heading}</h1>
      <TimeLeft claim={claim} onRunOut={page.runOut} shell={shell} texts={texts} />
      <Card>
        <FactList
          facts={[
            { term: context.username, value: <span className="text-xl">{claim.username}</span> },
            { term: context.facility, value: claim.facility_name },
            { term: context.department, value: claim.department },
            {
              term: context.place,
              value: fill(context.placeValue, {
                place: isolateText(claim.place),
                terminal: isolateText(claim.terminal_name),
              }),
            },
            { term: context.startedAt, value: formatClock(new Date(claim.started_at), 'minutes') },
          ]}
        />
      </Card>
      <SetbackNotice setback={setback} shell={shell} texts={texts} />
      <Notice tone="warning">{context.caution}</Notice>
      <p className="text-ink-muted text-sm">
        {fill(context.consequence, { duration: formatDuration(claim.token_hours * 3600, shell.locale) })}
      </p>
    </PhoneShell>
  )
}
