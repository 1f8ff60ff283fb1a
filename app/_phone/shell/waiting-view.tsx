import { Phrases } from '@/lib/ui/base/phrases'
import { Spinner } from '@/lib/ui/base/spinner'
import { PhoneShell } from './phone-shell'
import type { ShellTexts } from './shell-texts'

/** Shown from the server's first answer until the page knows its state. */
export function WaitingView({ texts, heading, label }: { texts: ShellTexts; heading: string; label: string }) {
  return (
    <PhoneShell texts={texts}>
      <h1 className="text-2xl">{heading}</h1>
      <noscript>
        <p className="font-bold">
          <Phrases text={texts.phone.noScript} />
        </p>
      </noscript>
      <p className="text-ink-muted">
        <Spinner label={label} />
      </p>
    </PhoneShell>
  )
}
