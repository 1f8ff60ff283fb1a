import type { ReactNode } from 'react'
import type { Messages } from '@/lib/messages/messages-for'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Notice } from '@/lib/ui/base/notice'
import type { Demonstration } from './demonstration'

type DemonstrationPanelProps = {
  demonstration: Demonstration
  consoleUrl: string
  texts: Messages['portal']['landing']['demonstration']
}

/** The fictitious cards and accounts of the demonstration, with what to open for each. */
export function DemonstrationPanel({ demonstration, consoleUrl, texts }: DemonstrationPanelProps) {
  const { notification_cards: cards, emr, console: staff, phone_command: command } = demonstration
  return (
    <section aria-labelledby="demonstration" className="grid gap-4">
      <h2 className="text-xl" id="demonstration">
        {texts.heading}
      </h2>
      <Notice tone="info">{texts.notice}</Notice>
      <div className="grid items-start gap-4 md:grid-cols-2 lg:grid-cols-3">
        {cards.length > 0 ? (
          <Card heading={texts.registerHeading}>
            {cards.map(({ holder, url, password }) => (
              <div className="grid gap-3 border-line border-t pt-4 first-of-type:border-0 first-of-type:pt-0" key={url}>
                <FactList
                  facts={[
                    { term: texts.cardHolder, value: holder },
                    { term: texts.cardPassword, value: <Secret>{password}</Secret> },
                  ]}
                />
                <ButtonLink href={url} variant="secondary">
                  {texts.openCard}
                </ButtonLink>
              </div>
            ))}
          </Card>
        ) : null}
        {emr ? (
          <Card heading={texts.emrHeading}>
            {emr.accounts.map((account) => (
              <Account key={account.staff_code} {...account} texts={texts} />
            ))}
            <ButtonLink href={emr.url} variant="secondary">
              {texts.openEmr}
            </ButtonLink>
          </Card>
        ) : null}
        {staff ? (
          <Card heading={texts.consoleHeading}>
            <Account {...staff} texts={texts} />
            <ButtonLink href={`${consoleUrl}?facility=${encodeURIComponent(staff.facility_code)}`} variant="secondary">
              {texts.openConsole}
            </ButtonLink>
          </Card>
        ) : null}
      </div>
      {command ? (
        <div className="grid gap-2">
          <p>{texts.noPhone}</p>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-md border border-line bg-sunken p-4 font-mono text-sm">
            {command}
          </pre>
        </div>
      ) : null}
    </section>
  )
}

type AccountProps = {
  name: string
  facility_code?: string
  staff_code: string
  password: string
  texts: DemonstrationPanelProps['texts']
}

function Account({ name, facility_code: facilityCode, staff_code: staffCode, password, texts }: AccountProps) {
  return (
    <div className="grid gap-1">
      <p className="font-bold">{name}</p>
      <FactList
        facts={[
          ...(facilityCode === undefined ? [] : [{ term: texts.facilityCode, value: <Secret>{facilityCode}</Secret> }]),
          { term: texts.staffCode, value: <Secret>{staffCode}</Secret> },
          { term: texts.password, value: <Secret>{password}</Secret> },
        ]}
      />
    </div>
  )
}

function Secret({ children }: { children: ReactNode }) {
  return <code className="font-mono">{children}</code>
}
