import { inLanguage } from '@/app/_phone/shell/in-language'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { formatDateTime } from '@/lib/messages/date-time'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import type { RegisterTexts } from '../register-texts'
import type { Registration } from '../registration-api'
import { DailyGuide } from './daily-guide'
import { RegistrationSteps } from './registration-steps'

type DoneViewProps = { shell: ShellTexts; texts: RegisterTexts; registration: Registration }

/** Register 5: which phone it is, what to do tomorrow morning, and where to read that again (P8). */
export function DoneView({ shell, texts, registration }: DoneViewProps) {
  const { done } = texts
  const { phone } = registration
  return (
    <PhoneShell
      actions={
        <>
          <ButtonLink block href={inLanguage('/register/guide', shell.locale)} variant="secondary">
            {done.readAgain}
          </ButtonLink>
          <ButtonLink block href={inLanguage('/my', shell.locale)} variant="secondary">
            {done.my}
          </ButtonLink>
        </>
      }
      progress={<RegistrationSteps step="done" texts={texts} />}
      texts={shell}
    >
      <Outcome heading={done.heading} tone="success">
        <p>
          <Phrases text={done.close} />
        </p>
      </Outcome>
      {phone ? (
        <Card>
          <FactList
            facts={[
              { term: done.phone, value: phone.name },
              { term: done.registeredAt, value: formatDateTime(new Date(phone.created_at), shell.locale) },
            ]}
          />
        </Card>
      ) : null}
      <section aria-labelledby="tomorrow" className="grid gap-4">
        <h2 className="text-lg" id="tomorrow">
          <Phrases text={done.tomorrowHeading} />
        </h2>
        <DailyGuide texts={done} />
      </section>
    </PhoneShell>
  )
}
