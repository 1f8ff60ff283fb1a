import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Outcome } from '@/lib/ui/base/outcome'
import type { MethodChoice } from '@/lib/wire/frame'
import type { FailureKind } from './frame-step'

type FailureStepProps = {
  texts: Messages['frame']
  kind: FailureKind | 'session_ended'
  /** What the server said of it, already in the page's language. */
  detail: string
  methods: readonly MethodChoice[]
  /** Null when this frame cannot try again. */
  onRetry: (() => void) | null
}

const calm: ReadonlySet<string> = new Set(['expired', 'cancelled', 'paused', 'session_ended'])

/** What happened, that nothing was lost, and the next way of the fallback methods. */
export function FailureStep({ texts, kind, detail, methods, onRetry }: FailureStepProps) {
  const failure = texts.failures[kind]
  const { fallbackMethods } = texts
  const others = methods.filter(({ method, available }) => available && method !== 'fido')
  return (
    <div className="grid flex-1 content-start gap-5">
      <Outcome heading={failure.title} tone={calm.has(kind) ? 'warning' : 'danger'}>
        <p>{detail || failure.detail}</p>
        <p className="text-ink-muted text-sm">{failure.lost}</p>
      </Outcome>
      {onRetry === null ? null : (
        <Button block onClick={onRetry}>
          {fallbackMethods.retry}
        </Button>
      )}
      <section aria-labelledby="fallback-heading" className="grid gap-2">
        <h2 className="text-base" id="fallback-heading">
          {fallbackMethods.heading}
        </h2>
        <ul className="grid gap-2 text-sm">
          {others.map(({ method }) => (
            <Rung key={method} {...fallbackMethods[method]} />
          ))}
          <Rung {...fallbackMethods.local_signing} />
          <Rung {...fallbackMethods.paper_registered} />
        </ul>
      </section>
    </div>
  )
}

function Rung({ title, detail }: { title: string; detail: string }) {
  return (
    <li className="rounded-md border border-line p-3">
      <p className="font-bold">{title}</p>
      <p className="text-ink-muted">{detail}</p>
    </li>
  )
}
