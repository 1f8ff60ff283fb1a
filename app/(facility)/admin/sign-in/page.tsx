import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LOCALES } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { Card } from '@/lib/ui/base/card'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { Notice } from '@/lib/ui/base/notice'
import { PlainPage } from '@/lib/ui/base/plain-page'
import { consolePath, type PageQuery, queryValue } from '../_session/console-path'
import { findPageSession } from '../_session/find-page-session'
import { ConsoleSignInForm } from './console-sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).console.login.pageTitle }
}

/** Sign-in to the console. `?facility=` fills the facility's code in; `?reason=` tells how the last session ended. */
export default async function ConsoleSignInPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = await searchParams
  if (typeof (await findPageSession()) === 'object') redirect(consolePath('/admin', query))
  const locale = await requestLocale()
  const { console: texts, portal } = messagesFor(locale)
  const facilityCode = queryValue(query, 'facility')
  const reason = queryValue(query, 'reason')
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: consolePath('/admin/sign-in', { lang: option }, facilityCode === '' ? {} : { facility: facilityCode }),
  }))
  return (
    <PlainPage
      brand={texts.productName}
      corner={<LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />}
    >
      <div className="grid gap-2">
        <h1 className="text-2xl">{texts.login.heading}</h1>
        <p className="text-ink-muted">{texts.login.lead}</p>
      </div>
      {reason === 'ended' ? <Notice role="status" title={texts.login.ended} tone="success" /> : null}
      {reason === 'expired' ? <Notice role="status" title={texts.login.expired} tone="info" /> : null}
      <Card>
        <ConsoleSignInForm
          facilityCode={facilityCode}
          leadTo={consolePath('/admin', query)}
          locale={locale}
          texts={texts.login}
        />
      </Card>
    </PlainPage>
  )
}
