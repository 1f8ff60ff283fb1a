import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { processContexts } from '@/lib/api/process-api'
import { listToday } from '@/lib/facility/dashboard/list-today'
import { isolateText } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import { fill } from '@/lib/messages/fill'
import { LOCALES } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { ConsolePage } from '@/lib/ui/console/console-page'
import { consolePath, type PageQuery } from './_session/console-path'
import { findPageSession } from './_session/find-page-session'
import { SignOutButton } from './_session/sign-out-button'
import { AuthorityNotice } from './today/authority-notice'
import { TodayView } from './today/today-view'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).console.today.pageTitle }
}

/** 「今日の認証」 of the facility whose administrator is looking. */
export default async function AdminPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = await searchParams
  const session = await findPageSession()
  if (session === 'none') redirect(consolePath('/admin/sign-in', query))
  if (session === 'ended') redirect(consolePath('/admin/sign-in', query, { reason: 'expired' }))
  const locale = await requestLocale()
  const { console: texts, portal, errors } = messagesFor(locale)
  const { facility } = processContexts()
  const today = await listToday(facility, session.facilityId, await pageOrigin())
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: consolePath('/admin', { lang: option }),
  }))
  return (
    <ConsolePage
      brand={texts.productName}
      corner={
        <>
          <span className="text-ink-muted">
            {fill(texts.signedInAs, {
              name: isolateText(session.displayName),
              role: session.roles
                .map((role) => texts.roles[role])
                .reduce((list, role) => (list === '' ? role : fill(texts.roleList, { list, role })), ''),
            })}
          </span>
          <LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />
          <SignOutButton
            failed={texts.signOutFailed}
            label={texts.signOut}
            leaveTo={consolePath('/admin/sign-in', query, { reason: 'ended' })}
            locale={locale}
          />
        </>
      }
      heading={texts.today.heading}
      lead={`${isolateText(today.facility_name)}｜${texts.today.lead}`}
      links={[{ href: consolePath('/admin', query), label: texts.today.heading, current: true }]}
      navigationLabel={texts.navigationLabel}
      skipLabel={portal.skipToContent}
    >
      <AuthorityNotice errors={errors} health={facility.authority.readHealth()} />
      <TodayView first={today} locale={locale} texts={texts.today} />
    </ConsolePage>
  )
}

async function pageOrigin() {
  const userAgent = (await headers()).get('user-agent')?.slice(0, 256) ?? null
  return { requestId: newId('request'), address: null, userAgent }
}
