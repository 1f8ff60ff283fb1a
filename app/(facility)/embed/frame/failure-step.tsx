import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MethodChoice } from '@/lib/wire/frame'
import type { FailureKind } from './frame-step'
import type { WaysOn } from './ways-on'

type FailureStepProps = {
  texts: Messages['frame']
  kind: FailureKind
  /** What the server said of it, already in the page's language. */
  detail: string
  waysOn: WaysOn
  isPharmacist: boolean
  onRetry: () => void
  onChoose: (method: MethodChoice['method']) => void
}

const calm: ReadonlySet<FailureKind> = new Set(['expired', 'cancelled', 'paused', 'session_ended', 'outdated'])

/** What happened, that nothing was lost, and the ways on: buttons for what works here, plain lines for the rest. */
export function FailureStep({ texts, kind, detail, waysOn, isPharmacist, onRetry, onChoose }: FailureStepProps) {
  const failure = texts.failures[kind]
  const { fallbackMethods } = texts
  return (
    <div className="grid flex-1 content-start gap-5">
      <Outcome heading={failure.title} tone={calm.has(kind) ? 'warning' : 'danger'}>
        <p>
          <Phrases text={detail || failure.detail} />
        </p>
        <p className="text-ink-muted text-sm">
          <Phrases text={isPharmacist ? texts.kept.dispensing : texts.kept.prescription} />
        </p>
      </Outcome>
      <div className="grid gap-2">
        {waysOn.canRetry ? (
          <Button block onClick={onRetry}>
            {fallbackMethods.retry}
          </Button>
        ) : null}
        {waysOn.methods.map((method) => (
          <Button block key={method} onClick={() => onChoose(method)} variant="secondary">
            {fallbackMethods[method]}
          </Button>
        ))}
      </div>
      <OtherWays texts={texts} waysOn={waysOn} />
    </div>
  )
}

/** Not buttons: nothing in this frame can be done with them. */
function OtherWays({ texts, waysOn }: Pick<FailureStepProps, 'texts' | 'waysOn'>) {
  const { fallbackMethods, methods } = texts
  const lines = [
    ...(waysOn.paper ? [{ title: fallbackMethods.paper.title, detail: fallbackMethods.paper.detail }] : []),
    ...waysOn.unavailable.map(({ method, reason }) => ({
      title: methods.names[method],
      detail: methods.unavailable[reason],
    })),
  ]
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="fallback-heading" className="grid gap-1 text-sm">
      <h2 className="text-base" id="fallback-heading">
        <Phrases text={fallbackMethods.heading} />
      </h2>
      <dl className="grid gap-2">
        {lines.map(({ title, detail }) => (
          <div key={title}>
            <dt className="font-bold">
              <Phrases text={title} />
            </dt>
            <dd className="text-ink-muted">
              <Phrases text={detail} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
