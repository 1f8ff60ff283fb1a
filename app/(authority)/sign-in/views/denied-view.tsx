import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { Outcome } from '@/lib/ui/outcome'
import { PhoneShell } from '../../_phone/phone-shell'
import { ProblemNotice } from '../../_phone/problem-view'
import type { FollowUp } from '../sign-in-state'
import type { ViewProps } from './view-props'

/** After 「違います」: refused already; what else can be done, each on its own (Q9). */
export function DeniedView(props: ViewProps<'denied'>) {
  const { shell, texts, page, state } = props
  const { denied } = texts
  return (
    <PhoneShell
      actions={
        state.finished ? undefined : (
          <Button block onClick={page.finish} size="large" variant="secondary">
            {state.done.length === 0 ? denied.nothing : denied.finish}
          </Button>
        )
      }
      texts={shell}
    >
      <Outcome heading={denied.heading} tone="info">
        <p>{denied.detail}</p>
        <p className="text-ink-muted text-sm">{denied.pause}</p>
      </Outcome>
      {state.finished ? (
        <p className="text-center" role="status">
          {denied.finished}
        </p>
      ) : (
        <Card heading={denied.moreHeading}>
          <Offer
            {...props}
            detail={denied.endAllDetail}
            done={denied.endAllDone}
            label={denied.endAll}
            what="end_all"
          />
          <Offer {...props} detail={denied.reportDetail} done={denied.reportDone} label={denied.report} what="report" />
          {state.problem ? <ProblemNotice problem={state.problem} texts={shell} /> : null}
        </Card>
      )}
    </PhoneShell>
  )
}

type OfferProps = ViewProps<'denied'> & { what: FollowUp; label: string; detail: string; done: string }

function Offer({ texts, page, state, what, label, detail, done }: OfferProps) {
  if (state.done.includes(what)) {
    return (
      <Notice role="status" tone="success">
        {done}
      </Notice>
    )
  }
  return (
    <div className="grid gap-2">
      <Button
        block
        busy={state.working === what}
        busyLabel={texts.denied.working}
        disabled={state.working !== null && state.working !== what}
        onClick={() => page.followUp(what)}
        variant={what === 'end_all' ? 'danger' : 'secondary'}
      >
        {label}
      </Button>
      <p className="text-ink-muted text-sm">{detail}</p>
    </div>
  )
}
