import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { formatDate } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { NumberedList } from '@/lib/ui/base/numbered-list'
import { Phrases } from '@/lib/ui/base/phrases'
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
      <h1 className="text-2xl short:text-xl">
        <Phrases text={intro.heading} />
      </h1>
      <p>
        <Phrases text={intro.lead} />
      </p>
      <NumberedList
        items={registrationSteps.map((step) => ({
          key: step,
          content: (
            <>
              <p className="font-bold">
                <Phrases text={stepNames[step]} />
              </p>
              <p className="text-ink-muted text-sm">
                <Phrases text={intro.details[step]} />
              </p>
            </>
          ),
        }))}
      />
      <div className="grid gap-2 text-ink-muted text-sm">
        <p>
          <Phrases text={fill(intro.validUntil, { date: formatDate(new Date(state.card.expires_at), shell.locale) })} />
        </p>
        <p>
          <Phrases text={intro.canStop} />
        </p>
        <p>
          <Phrases text={intro.privacy} />
        </p>
      </div>
    </PhoneShell>
  )
}
