import type { Messages } from '@/lib/messages/messages-for'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Card } from '@/lib/ui/base/card'
import { Disclosure } from '@/lib/ui/base/disclosure'
import { Notice } from '@/lib/ui/base/notice'
import { AccountFacts } from './account-facts'
import type { Demonstration } from './read-demonstration'
import { RegisterCard } from './register-card'

type Texts = Messages['portal']['landing']['demonstration']

type DemonstrationPanelProps = { demonstration: Demonstration; consoleUrl: string; texts: Texts }

/** The journey in three cards, each with the fictitious people and passwords first. */
export function DemonstrationPanel({ demonstration, consoleUrl, texts }: DemonstrationPanelProps) {
  return (
    <section aria-labelledby="demonstration" className="grid gap-4">
      <h2 className="text-xl" id="demonstration">
        {texts.heading}
      </h2>
      <Notice tone="info">{texts.notice}</Notice>
      <div className="grid items-start gap-4 md:grid-cols-2 lg:grid-cols-3">
        <RegisterCard demonstration={demonstration} texts={texts.register} />
        <SignInCard demonstration={demonstration} texts={texts} />
        <ManageCard consoleUrl={consoleUrl} demonstration={demonstration} texts={texts} />
      </div>
    </section>
  )
}

function SignInCard({ demonstration: { emr }, texts }: Omit<DemonstrationPanelProps, 'consoleUrl'>) {
  if (emr === null) return null
  const [first, ...others] = emr.accounts.map(({ name, staff_code: staffCode, password }) => (
    <AccountFacts
      facts={[
        { term: texts.staffCode, value: staffCode },
        { term: texts.password, value: password },
      ]}
      key={staffCode}
      name={name}
    />
  ))
  return (
    <Card heading={texts.signIn.heading}>
      {first}
      <p className="text-sm">{texts.signIn.lead}</p>
      <ButtonLink block href={emr.url} rel="noopener" target="_blank">
        {texts.signIn.open}
      </ButtonLink>
      <Disclosure summary={texts.signIn.others}>
        <div className="grid gap-6">{others}</div>
      </Disclosure>
    </Card>
  )
}

function ManageCard({ demonstration, consoleUrl, texts }: DemonstrationPanelProps) {
  const { console: staff, authority_console: authority } = demonstration
  return (
    <Card heading={texts.manage.heading}>
      {staff === null ? null : (
        <>
          <AccountFacts
            facts={[
              { term: texts.facilityCode, value: staff.facility_code },
              { term: texts.staffCode, value: staff.staff_code },
              { term: texts.password, value: staff.password },
            ]}
            name={staff.name}
          />
          <p className="text-sm">{texts.manage.lead}</p>
          <ButtonLink block href={`${consoleUrl}?facility=${encodeURIComponent(staff.facility_code)}`}>
            {texts.manage.open}
          </ButtonLink>
        </>
      )}
      {authority.operators.map(({ name, operator_code: operatorCode, password }) => (
        <AccountFacts
          facts={[
            { term: texts.manage.operatorCode, value: operatorCode },
            { term: texts.password, value: password },
          ]}
          key={operatorCode}
          name={name}
        />
      ))}
      <p className="text-sm">{texts.manage.authorityLead}</p>
      <ButtonLink block href={authority.url} variant="secondary">
        {texts.manage.openAuthority}
      </ButtonLink>
    </Card>
  )
}
