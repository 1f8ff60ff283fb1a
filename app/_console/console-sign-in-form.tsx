'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import type { Locale } from '@/lib/messages/locale'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { PasswordField } from '@/lib/ui/base/password-field'
import { TextField } from '@/lib/ui/base/text-field'
import type { Side } from '@/lib/vocabulary/settings/side'
import { type ConsoleCredentials, signInToConsole } from './console-auth'

/** A field before the password, such as the staff code; its name is that of the API. */
export type CodeField = {
  name: string
  label: string
  hint?: string
  /** Shown when it was left blank. */
  empty: string
  autoComplete: 'organization' | 'username'
  defaultValue?: string
}

type FormProps = {
  side: Side
  codes: readonly CodeField[]
  texts: {
    password: string
    emptyPassword: string
    show: string
    hide: string
    submit: string
    submitting: string
    unreachable: { title: string; detail: string }
  }
  locale: Locale
  leadTo: string
}

/** Codes and password. A refusal is read out and keeps what was typed, except the password. */
export function ConsoleSignInForm({ side, codes, texts, locale, leadTo }: FormProps) {
  const [blank, setBlank] = useState<ConsoleCredentials>({})
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Problem | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const credentials = readForm(form, codes)
    const missing = findBlank(credentials, codes, texts.emptyPassword)
    setBlank(missing)
    const first = Object.keys(credentials).find((name) => missing[name])
    if (first) return document.getElementById(first)?.focus()
    setBusy(true)
    setRefused(null)
    const answer = await signInToConsole(side, credentials, { locale, unreachable: texts.unreachable })
    if (answer.ok) return location.assign(leadTo)
    setBusy(false)
    const password = form.elements.namedItem('password')
    if (password instanceof HTMLInputElement) password.value = ''
    setRefused(answer.problem)
  }

  return (
    <form className="grid gap-5" method="post" noValidate onSubmit={submit}>
      {refused ? <Refusal problem={refused} /> : null}
      {codes.map(({ name, empty: _, ...field }) => (
        <TextField
          {...field}
          autoCapitalize="off"
          error={blank[name]}
          id={name}
          key={name}
          maxLength={64}
          name={name}
          spellCheck={false}
        />
      ))}
      <PasswordField
        autoComplete="current-password"
        error={blank['password']}
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

function readForm(form: HTMLFormElement, codes: readonly CodeField[]): ConsoleCredentials {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '')
  const typed = codes.map(({ name }) => [name, text(name).normalize('NFKC').trim()] as const)
  return { ...Object.fromEntries(typed), password: text('password') }
}

function findBlank(
  credentials: ConsoleCredentials,
  codes: readonly CodeField[],
  emptyPassword: string,
): ConsoleCredentials {
  const fields = [...codes, { name: 'password', empty: emptyPassword }]
  return Object.fromEntries(fields.flatMap(({ name, empty }) => (credentials[name] === '' ? [[name, empty]] : [])))
}
