import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { processContexts } from '@/lib/api/process-api'
import { listToday } from '@/lib/facility/dashboard/list-today'
import { isolateText } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { PageHeading } from '@/lib/ui/console/page-heading'
import { facilityPage } from '../_session/facility-page'
import { AuthorityNotice } from '../today/authority-notice'
import { TodayView } from '../today/today-view'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).console.today.pageTitle }
}

/** 「本日の認証状況」 of the facility whose staff member is looking. */
export default facilityPage('/admin', async ({ session, locale }) => {
  const { console: texts, errors } = messagesFor(locale)
  const { facility } = processContexts()
  const today = await listToday(facility, session.facilityId, await pageOrigin())
  return (
    <>
      <PageHeading heading={texts.today.heading} lead={`${isolateText(today.facility_name)}｜${texts.today.lead}`} />
      <AuthorityNotice errors={errors} health={facility.authority.readHealth()} />
      <TodayView first={today} locale={locale} texts={texts.today} />
    </>
  )
})

async function pageOrigin() {
  const userAgent = (await headers()).get('user-agent')?.slice(0, 256) ?? null
  return { requestId: newId('request'), address: null, userAgent }
}
