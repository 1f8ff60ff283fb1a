'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { PasswordField } from '@/lib/ui/base/password-field'
import { TextField } from '@/lib/ui/base/text-field'
import { type ConsoleCredentials, signInToConsole } from '../_session/console-auth'

type FormProps = { texts: Messages['console']['login']; locale: Locale; facilityCode: string; leadTo: string }
type Blank = Partial<Record<keyof ConsoleCredentials, string>>

const names = ['facilityCode', 'staffCode', 'password'] as const

/** Facility code, staff code and password. A refusal is read out and keeps what was typed, except the password. */
export function ConsoleSignInForm({ texts, locale, facilityCode, leadTo }: FormProps) {
  const [blank, setBlank] = useState<Blank>({})
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Problem | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const credentials = readForm(form)
    const missing = findBlank(credentials, texts)
    setBlank(missing)
    const first = names.find((name) => missing[name])
    if (first) return document.getElementById(first)?.focus()
    setBusy(true)
    setRefused(null)
    const answer = await signInToConsole(credentials, { locale, unreachable: texts.unreachable })
    if (answer.ok) return location.assign(leadTo)
    setBusy(false)
    const password = form.elements.namedItem('password')
    if (password instanceof HTMLInputElement) password.value = ''
    setRefused(answer.problem)
  }

  return (
    <form className="grid gap-5" method="post" noValidate onSubmit={submit}>
      {refused ? <Refusal problem={refused} /> : null}
      <TextField
        autoCapitalize="off"
        autoComplete="organization"
        defaultValue={facilityCode}
        error={blank.facilityCode}
        hint={texts.facilityHint}
        id="facilityCode"
        label={texts.facilityCode}
        maxLength={64}
        name="facilityCode"
        spellCheck={false}
      />
      <TextField
        autoCapitalize="off"
        autoComplete="username"
        error={blank.staffCode}
        id="staffCode"
        label={texts.staffCode}
        maxLength={64}
        name="staffCode"
        spellCheck={false}
      />
      <PasswordField
        autoComplete="current-password"
        error={blank.password}
        hideLabel={texts.hide}
        id="password"
        label={texts.password}
        maxLength={256}
        name="password"
        showLabel={texts.show}
      />
      <Button block busy={busy} busyLabel={texts.submitting} size="large" type="submit">
        {texts.submit}
      </Button>
    </form>
  )
}

/** Takes the focus, so that it is read out. */
function Refusal({ problem }: { problem: Problem }) {
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) alert.current?.focus()
  }, [problem])
  return (
    <div ref={alert} tabIndex={-1}>
      <Notice role="alert" title={problem.title} tone="danger">
        <p>{problem.detail}</p>
        {problem.nextStep ? <p>{problem.nextStep}</p> : null}
      </Notice>
    </div>
  )
}

function readForm(form: HTMLFormElement): ConsoleCredentials {
  const data = new FormData(form)
  const text = (name: keyof ConsoleCredentials) => String(data.get(name) ?? '')
  return {
    facilityCode: text('facilityCode').normalize('NFKC').trim(),
    staffCode: text('staffCode').normalize('NFKC').trim(),
    password: text('password'),
  }
}

function findBlank(credentials: ConsoleCredentials, texts: FormProps['texts']): Blank {
  return {
    ...(credentials.facilityCode === '' ? { facilityCode: texts.emptyFacilityCode } : {}),
    ...(credentials.staffCode === '' ? { staffCode: texts.emptyStaffCode } : {}),
    ...(credentials.password === '' ? { password: texts.emptyPassword } : {}),
  }
}
