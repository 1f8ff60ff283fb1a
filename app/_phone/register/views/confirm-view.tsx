import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { useCeremonyButton } from '@/app/_phone/shell/use-ceremony-button'
import { useCountdown } from '@/app/_phone/shell/use-countdown'
import { fill } from '@/lib/messages/fill'
import { formatRemainingMinutes } from '@/lib/messages/remaining-time'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { RegistrationSteps } from './registration-steps'
import { SetbackNotice } from './setback-notice'
import type { ViewProps } from './view-props'

/** Register 3: whose card it is, before the phone is bound to that person. */
export function ConfirmView({ shell, texts, page, state }: ViewProps<'confirm'>) {
  const { confirm } = texts
  const { registration, working, setback } = state
  const { holder, registration_id: id } = registration
  const left = useCountdown(registration, registration.expires_in)
  const { preparing, press } = useCeremonyButton({
    initial: registration.options,
    fetchOptions: () => page.api.renewBindOptions(id),
    run: (options) => page.bind(id, options),
    running: working,
    onProblem: (problem) => page.follow(problem, 'bind'),
  })
  return (
    <PhoneShell
      actions={
        <>
          <Button
            block
            busy={working || preparing}
            busyLabel={working ? confirm.submitting : confirm.preparing}
            onClick={press}
            size="large"
          >
            {confirm.submit}
          </Button>
          <Button block disabled={working} onClick={page.denyPerson} size="large" variant="secondary">
            {confirm.notMe}
          </Button>
        </>
      }
      progress={<RegistrationSteps step="confirm" texts={texts} />}
      texts={shell}
    >
      <h1 className="text-2xl">{confirm.heading}</h1>
      <Card>
        <FactList
          facts={[
            {
              term: confirm.name,
              value: shell.locale === 'ja' ? holder.name_kanji : `${holder.name_romaji} (${holder.name_kanji})`,
            },
            { term: confirm.kana, value: holder.name_kana },
            { term: confirm.qualification, value: shell.phone.qualifications[holder.qualification] },
          ]}
        />
      </Card>
      <SetbackNotice code={page.readCode()} setback={setback} shell={shell} texts={texts} />
      <p>{confirm.next}</p>
      <p className="text-ink-muted text-sm tabular-nums">
        {fill(confirm.remaining, { time: formatRemainingMinutes(left) })}
      </p>
    </PhoneShell>
  )
}
