import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { Phrases } from '@/lib/ui/base/phrases'
import { Spinner } from '@/lib/ui/base/spinner'
import { ClaimFacts } from './claim-facts'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

/** Behind the phone's own sheet: the number was right, and the biometrics are under way. */
export function ConfirmingView({ shell, texts, page, state }: ViewProps<'confirming'>) {
  return (
    <PhoneShell texts={shell}>
      <h1 className="text-xl">
        <Phrases text={texts.ready.heading} />
      </h1>
      <ClaimFacts claim={state.claim} texts={texts} />
      <TimeLeft claim={state.claim} onRunOut={page.runOut} shell={shell} texts={texts} />
      <p className="flex items-center gap-2" role="status">
        <Spinner />
        <Phrases text={texts.ready.confirming} />
      </p>
    </PhoneShell>
  )
}
