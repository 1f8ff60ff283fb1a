import { type FormEvent, useEffect, useRef, useState } from 'react'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { CardPasswordField } from './card-password-field'
import { RegistrationSteps } from './registration-steps'
import type { ViewProps } from './view-props'

/** Register 2: the password, with the tries that are left before and after a miss, and what happens at 0 (P5). */
export function PasswordView({ shell, texts, page, state }: ViewProps<'password'>) {
  const { password: text } = texts
  const { code, sending, setback } = state
  const isWrong = setback?.code === 'notification_card.wrong_password'
  const { field, password, setPassword, isEmpty, submit } = usePasswordForm(setback, (typed) =>
    page.sendPassword(code, typed),
  )
  return (
    <PhoneShell
      actions={
        <Button block busy={sending} busyLabel={text.submitting} form="password-form" size="large" type="submit">
          {text.submit}
        </Button>
      }
      fragment={code}
      progress={<RegistrationSteps step="password" texts={texts} />}
      texts={shell}
    >
      <h1 className="text-xl short:text-lg">
        <Phrases text={text.heading} />
      </h1>
      <form className="grid gap-3" id="password-form" noValidate onSubmit={submit}>
        <CardPasswordField
          error={isEmpty ? text.empty : isWrong ? text.wrong : undefined}
          field={field}
          hideLabel={text.hide}
          hint={text.hint}
          id="card-password"
          label={text.label}
          onChange={setPassword}
          showLabel={text.show}
          value={password}
        />
        <Tries isWrong={isWrong} text={text} tries={state.card.tries_left} />
      </form>
      <Unsent problem={isWrong ? null : setback} shell={shell} text={text} />
    </PhoneShell>
  )
}

type Texts = ViewProps<'password'>['texts']['password']

/** How often the password may still be typed, and what happens at 0: said once. */
function Tries({ text, tries, isWrong }: { text: Texts; tries: number; isWrong: boolean }) {
  return (
    <div className="grid justify-items-start gap-1.5" role="status">
      <StatusPill icon="info" text={fill(text.triesLeft, { tries })} tone={isWrong ? 'caution' : 'neutral'} />
      {tries === 1 ? (
        <Notice tone="danger">{text.lastTry}</Notice>
      ) : (
        <p className="text-ink-muted text-sm">
          <Phrases text={text.limit} />
        </p>
      )}
    </div>
  )
}

/** Why the password was not judged, as far as this page can know. */
function Unsent({
  problem,
  shell,
  text,
}: { text: Texts; problem: ViewProps<'password'>['state']['setback'] } & Pick<ViewProps<'password'>, 'shell'>) {
  if (problem === null) return null
  return <ProblemNotice problem={problem.code === 'network.failed' ? text.unanswered : problem} texts={shell} />
}

/** A password that was refused is typed again; one without an answer stays to be sent again. */
function usePasswordForm(setback: ViewProps<'password'>['state']['setback'], send: (password: string) => void) {
  const [password, setPassword] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (setback?.code === 'notification_card.wrong_password') setPassword('')
    if (setback || isEmpty) field.current?.focus()
  }, [setback, isEmpty])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setEmpty(password === '')
    if (password !== '') send(password)
  }
  return { field, password, setPassword, isEmpty, submit }
}
