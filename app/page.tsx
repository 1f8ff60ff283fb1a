import { settings } from '@/lib/config/settings'
import { LOCALES } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { Card } from '@/lib/ui/base/card'
import { Icon, type IconName } from '@/lib/ui/base/icon'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { PlainPage } from '@/lib/ui/base/plain-page'
import { DemonstrationPanel } from './_demonstration/entrance/demonstration-panel'
import { readDemonstration } from './_demonstration/entrance/read-demonstration'

/** The entrance: which part runs here and where to go. */
export default async function EntrancePage() {
  const locale = await requestLocale()
  const { portal } = messagesFor(locale)
  const { role, authorityUrl, facilityUrl } = settings()
  const texts = portal.landing
  const demonstration = await readDemonstration()
  const links: readonly { key: keyof typeof texts.links; icon: IconName; href: string; runsHere: boolean }[] = [
    { key: 'register', icon: 'phone', href: `${authorityUrl}/register`, runsHere: role !== 'facility' },
    { key: 'my', icon: 'shield', href: `${authorityUrl}/my`, runsHere: role !== 'facility' },
    { key: 'console', icon: 'people', href: `${facilityUrl}/admin`, runsHere: role !== 'authority' },
    { key: 'api', icon: 'code', href: '/docs', runsHere: true },
  ]
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: `?lang=${option}`,
  }))
  return (
    <PlainPage
      brand={portal.productName}
      corner={<LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />}
      width="wide"
    >
      <div className="grid max-w-3xl gap-3">
        <h1 className="text-2xl">{portal.tagline}</h1>
        <p className="text-ink-muted">{texts.lead}</p>
      </div>
      {demonstration ? (
        <DemonstrationPanel
          consoleUrl={`${facilityUrl}/admin/sign-in`}
          demonstration={demonstration}
          texts={texts.demonstration}
        />
      ) : null}
      <section aria-labelledby="start" className="grid gap-4">
        <h2 className="text-xl" id="start">
          {texts.startHeading}
        </h2>
        <ul className="grid gap-3 sm:grid-cols-2">
          {links
            .filter(({ runsHere }) => runsHere)
            .map(({ key, icon, href }) => (
              <li key={key}>
                <EntranceLink href={href} icon={icon} {...texts.links[key]} />
              </li>
            ))}
        </ul>
      </section>
      <Card heading={texts.runsHere}>
        <div className="flex gap-3">
          <Icon className="mt-0.5 size-6 shrink-0 text-accent" name="building" />
          <div>
            <p className="font-bold">{texts.roles[role].title}</p>
            <p className="text-ink-muted text-sm">{texts.roles[role].detail}</p>
          </div>
        </div>
      </Card>
    </PlainPage>
  )
}

function EntranceLink({ href, icon, title, detail }: { href: string; icon: IconName; title: string; detail: string }) {
  return (
    <a
      className="flex h-full items-start gap-[min(1rem,3vw)] rounded-lg border border-line bg-surface p-[min(1.25rem,5vw)] text-ink no-underline shadow-card hover:border-accent hover:text-ink"
      href={href}
    >
      <Icon className="mt-0.5 size-7 shrink-0 text-accent" name={icon} />
      <span className="grid min-w-0 gap-0.5">
        <span className="font-bold">{title}</span>
        <span className="text-ink-muted text-sm">{detail}</span>
      </span>
    </a>
  )
}
