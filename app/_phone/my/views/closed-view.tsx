import { BrowserHelp } from '@/app/_phone/shell/browser-help'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { Button } from '@/lib/ui/base/button'
import { Icon } from '@/lib/ui/base/icon'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { DoneNotice } from './done-notice'
import { LostHelp } from './lost-help'
import type { ViewProps } from './view-props'

/** The own page before a passkey opened it, and after its session has gone. */
export function ClosedView({ shell, texts, page, state }: ViewProps<'closed'>) {
  const { signIn } = texts
  const { working, setback } = state
  const { preparing, press } = useCeremonyButton({
    initial: null,
    fetchOptions: page.api.signInOptions,
    run: page.signIn,
    running: working,
    onProblem: page.refuseSignIn,
  })
  return (
    <PhoneShell
      actions={
        <Button
          block
          busy={working || preparing}
          busyLabel={working ? signIn.submitting : signIn.preparing}
          onClick={press}
          size="large"
        >
          {signIn.submit}
        </Button>
      }
      texts={shell}
    >
      <Icon className="size-16 short:size-10 self-center text-accent" name="fingerprint" />
      <h1 className="text-2xl short:text-xl">
        <Phrases text={signIn.heading} />
      </h1>
      <p>
        <Phrases text={signIn.detail} />
      </p>
      <DoneNotice done={state.done} texts={texts} />
      {state.hasEnded && state.done === null ? <Notice tone="info">{signIn.ended}</Notice> : null}
      <Refusal setback={setback} shell={shell} texts={texts} />
      <LostHelp texts={texts} />
      <p className="text-ink-muted text-sm">
        <Phrases text={signIn.noPhone} />
      </p>
    </PhoneShell>
  )
}

function Refusal({
  shell,
  texts,
  setback,
}: Pick<ViewProps<'closed'>, 'shell' | 'texts'> & Pick<ViewProps<'closed'>['state'], 'setback'>) {
  if (setback === null) return null
  if ('problem' in setback) return <ProblemNotice problem={setback.problem} texts={shell} />
  const { failure } = setback
  return (
    <>
      <Notice role="alert" tone="warning">
        {failure === 'cancelled'
          ? texts.signIn.cancelled
          : failure === 'blocked'
            ? texts.signIn.blocked
            : texts.signIn.failed}
      </Notice>
      <BrowserHelp failure={failure} fragment={null} key={failure} page="my" texts={shell} />
    </>
  )
}
