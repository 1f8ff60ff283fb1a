import { BrowserHelp } from '@/app/_phone/shell/browser-help'
import { inLanguage } from '@/app/_phone/shell/in-language'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Card } from '@/lib/ui/base/card'
import { Notice } from '@/lib/ui/base/notice'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import type { ViewProps } from './view-props'

/** After 「心当たりがない」: this sign-in is refused already; ending the others takes the holder's biometrics (Q9, AT-36). */
export function DeniedView(props: ViewProps<'denied'>) {
  const { shell, texts, page, state } = props
  const { denied } = texts
  return (
    <PhoneShell
      actions={
        state.finished ? undefined : (
          <Button block disabled={state.working} onClick={page.finish} size="large" variant="secondary">
            {state.endedAll ? denied.finish : denied.nothing}
          </Button>
        )
      }
      dense
      texts={shell}
    >
      <Outcome heading={denied.heading} tone="info">
        <p>
          <Phrases text={denied.detail} />
        </p>
      </Outcome>
      {state.finished ? (
        <p className="text-center" role="status">
          <Phrases text={denied.finished} />
        </p>
      ) : (
        <Card heading={denied.moreHeading}>{state.endedAll ? <AllEnded {...props} /> : <EndAll {...props} />}</Card>
      )}
    </PhoneShell>
  )
}

function EndAll({ shell, texts, page, state }: ViewProps<'denied'>) {
  const { denied } = texts
  const { preparing, press } = useCeremonyButton({
    initial: null,
    fetchOptions: page.api.myPageOptions,
    run: page.endAll,
    running: state.working,
    onProblem: page.refuseEndAll,
  })
  return (
    <div className="grid gap-2">
      <p>
        <Phrases text={denied.endAllDetail} />
      </p>
      <Button
        block
        busy={state.working || preparing}
        busyLabel={state.working ? denied.working : denied.preparing}
        onClick={press}
        variant="danger"
      >
        {denied.endAll}
      </Button>
      <EndAllSetback shell={shell} setback={state.setback} texts={texts} />
    </div>
  )
}

/** This sign-in is over, so the way on in another browser is the own page. */
function EndAllSetback({ shell, texts, setback }: Pick<ViewProps<'denied'>, 'shell' | 'texts'> & DeniedSetback) {
  if (setback === null) return null
  if ('problem' in setback) return <ProblemNotice problem={setback.problem} texts={shell} />
  const { failure } = setback
  return (
    <>
      <ProblemNotice problem={texts.denied.ceremonyFailed} texts={shell} />
      <BrowserHelp failure={failure} fragment={null} key={failure} page="denied" texts={shell} />
    </>
  )
}

type DeniedSetback = Pick<ViewProps<'denied'>['state'], 'setback'>

function AllEnded({ shell, texts: { denied } }: ViewProps<'denied'>) {
  return (
    <div className="grid gap-3">
      <Notice role="status" tone="success">
        {denied.endAllDone}
      </Notice>
      <p>
        <Phrases text={denied.endAllShown} />
      </p>
      <ButtonLink block href={inLanguage('/my', shell.locale)} variant="quiet">
        {denied.my}
      </ButtonLink>
    </div>
  )
}
