import { type FormEvent, useEffect, useRef, useState } from 'react'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { ProblemNotice } from '@/app/_phone/shell/problem-view'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { PasswordField } from '@/lib/ui/base/password-field'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { RegistrationSteps } from './registration-steps'
import type { ViewProps } from './view-props'

/** Register 2: the password, with the tries that are left before and after a miss, and what happens at 0 (P5). */
export function PasswordView({ shell, texts, page, state }: ViewProps<'password'>) {
  const { password: text } = texts
  const [password, setPassword] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const { card, code, sending, setback } = state
  const tries = card.tries_left
  const isWrong = setback?.code === 'notification_card.wrong_password'
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (setback || isEmpty) field.current?.focus()
  }, [setback, isEmpty])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setEmpty(password === '')
    if (password === '') return
    setPassword('')
    page.sendPassword(code, password)
  }
  const error = isEmpty ? text.empty : isWrong ? fill(text.wrong, { tries }) : undefined
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
      <h1 className="text-2xl">{text.heading}</h1>
      <form className="grid gap-4" id="password-form" noValidate onSubmit={submit}>
        <PasswordField
          enterKeyHint="go"
          error={error}
          hideLabel={text.hide}
          hint={text.hint}
          id="card-password"
          label={text.label}
          maxLength={128}
          ref={field}
          onChange={(event) => setPassword(event.target.value)}
          showLabel={text.show}
          value={password}
        />
        {tries === 1 ? (
          <Notice role="alert" tone="danger">
            {text.lastTry}
          </Notice>
        ) : (
          <div className="grid justify-items-start gap-1.5">
            <StatusPill icon="info" text={fill(text.triesLeft, { tries })} tone={isWrong ? 'caution' : 'neutral'} />
            <p className="text-ink-muted text-sm">{fill(text.limit, { limit: tries })}</p>
          </div>
        )}
        {setback && !isWrong ? <ProblemNotice problem={setback} texts={shell} /> : null}
      </form>
    </PhoneShell>
  )
}
