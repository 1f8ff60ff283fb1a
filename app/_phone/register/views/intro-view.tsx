import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { formatDate } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { NumberedList } from '@/lib/ui/base/numbered-list'
import { RegistrationSteps, registrationSteps } from './registration-steps'
import type { ViewProps } from './view-props'

/** Register 1: what will happen. The card's state has been shown before anything is typed. */
export function IntroView({ shell, texts, page, state }: ViewProps<'intro'>) {
  const { intro, stepNames } = texts
  return (
    <PhoneShell
      actions={
        <Button block onClick={page.start} size="large">
          {intro.start}
        </Button>
      }
      fragment={state.code}
      progress={<RegistrationSteps step="ahead" texts={texts} />}
      texts={shell}
    >
      <h1 className="text-2xl short:text-xl">{intro.heading}</h1>
      <p>{intro.lead}</p>
      <NumberedList
        items={registrationSteps.map((step) => ({
          key: step,
          content: (
            <>
              <p className="font-bold">{stepNames[step]}</p>
              <p className="text-ink-muted text-sm">{intro.details[step]}</p>
            </>
          ),
        }))}
      />
      <div className="grid gap-2 text-ink-muted text-sm">
        <p>{fill(intro.validUntil, { date: formatDate(new Date(state.card.expires_at), shell.locale) })}</p>
        <p>{intro.canStop}</p>
        <p>{intro.privacy}</p>
      </div>
    </PhoneShell>
  )
}
