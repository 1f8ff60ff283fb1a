'use client'

import { useId, useState } from 'react'
import { Button } from '@/lib/ui/base/button'
import { controlClass } from '@/lib/ui/base/field'

export type TryItTexts = {
  heading: string
  note: string
  address: string
  token: string
  body: string
  send: string
  sending: string
  noAnswer: string
  headers: string
}
type TryItProps = {
  method: string
  path: string
  headers: Record<string, string>
  body: { mediaType: string; text: string } | null
  showsBearer: boolean
  texts: TryItTexts
}
type Outcome = { status: string; headers: string; body: string }

const longestBody = 20_000

/** Sends one request to this server and shows the whole answer. What is typed stays in the memory of this page. */
export function TryIt({ method, path, headers, body, showsBearer, texts }: TryItProps) {
  const id = useId()
  const [address, setAddress] = useState(path)
  const [token, setToken] = useState('')
  const [text, setText] = useState(body?.text ?? '')
  const [isSending, setIsSending] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function send() {
    setIsSending(true)
    const sent = {
      ...headers,
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === null ? {} : { 'content-type': body.mediaType }),
    }
    setOutcome(await ask(address, { method, headers: sent, ...(body === null ? {} : { body: text }) }, texts.noAnswer))
    setIsSending(false)
  }

  return (
    <form
      className="grid gap-3 rounded-md border border-line bg-sunken p-[min(1rem,4vw)]"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSending) void send()
      }}
    >
      <h3 className="font-bold text-sm">{texts.heading}</h3>
      <p className="text-ink-muted text-sm">{texts.note}</p>
      <label className="grid gap-1 text-sm" htmlFor={`${id}-address`}>
        {texts.address}
        <input
          className={controlClass}
          id={`${id}-address`}
          onChange={(event) => setAddress(event.target.value)}
          value={address}
        />
      </label>
      {showsBearer && <TokenField id={`${id}-token`} label={texts.token} onChange={setToken} value={token} />}
      {body !== null && (
        <label className="grid gap-1 text-sm" htmlFor={`${id}-body`}>
          {texts.body}
          <textarea
            className={`${controlClass} font-mono text-sm`}
            id={`${id}-body`}
            onChange={(event) => setText(event.target.value)}
            rows={Math.min(12, text.split('\n').length + 1)}
            value={text}
          />
        </label>
      )}
      <div>
        <Button busy={isSending} busyLabel={texts.sending} type="submit">
          {texts.send}
        </Button>
      </div>
      <div aria-live="polite">{outcome !== null && <Answer outcome={outcome} texts={texts} />}</div>
    </form>
  )
}

type TokenFieldProps = { id: string; label: string; value: string; onChange: (value: string) => void }

function TokenField({ id, label, value, onChange }: TokenFieldProps) {
  return (
    <label className="grid gap-1 text-sm" htmlFor={id}>
      {label}
      <input
        autoComplete="off"
        className={controlClass}
        id={id}
        onChange={(event) => onChange(event.target.value)}
        value={value}
      />
    </label>
  )
}

function Answer({ outcome: { status, headers, body }, texts }: { outcome: Outcome; texts: TryItTexts }) {
  return (
    <div className="grid gap-2 text-sm">
      <p className="font-bold font-mono">{status}</p>
      {headers !== '' && (
        <details>
          <summary>{texts.headers}</summary>
          <pre className="wrap-anywhere whitespace-pre-wrap">{headers}</pre>
        </details>
      )}
      <pre className="wrap-anywhere whitespace-pre-wrap">{body}</pre>
    </div>
  )
}

/** Only this server is asked: an address of another one has no answer. */
async function ask(address: string, init: RequestInit, noAnswer: string): Promise<Outcome> {
  const url = new URL(address, window.location.origin)
  if (url.origin !== window.location.origin) return { status: noAnswer, headers: '', body: '' }
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) })
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    const text = await answer.text()
    return { status: `${answer.status} ${answer.statusText}`, headers, body: indent(text).slice(0, longestBody) }
  } catch {
    return { status: noAnswer, headers: '', body: '' }
  }
}

function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
