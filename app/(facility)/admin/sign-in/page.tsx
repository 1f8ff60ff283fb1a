import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { consolePath, type PageQuery, queryValue } from '@/app/_console/console-path'
import { ConsoleSignInPage } from '@/app/_console/console-sign-in-page'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { findFacilitySession } from '../_session/facility-session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).console.login.pageTitle }
}

/** Sign-in to the console of a facility. `?facility=` fills the facility's code in. */
export default async function FacilitySignInPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = await searchParams
  if (typeof (await findFacilitySession()) === 'object') redirect(consolePath('/admin', query))
  const { productName, login } = messagesFor(await requestLocale()).console
  const facilityCode = queryValue(query, 'facility')
  const facility = {
    name: 'facilityCode',
    label: login.facilityCode,
    hint: login.facilityHint,
    empty: login.emptyFacilityCode,
    autoComplete: 'organization',
    defaultValue: facilityCode,
  } as const
  const staff = {
    name: 'staffCode',
    label: login.staffCode,
    empty: login.emptyStaffCode,
    autoComplete: 'username',
  } as const
  return (
    <ConsoleSignInPage
      codes={[facility, staff]}
      home="/admin"
      kept={facilityCode === '' ? {} : { facility: facilityCode }}
      path="/admin/sign-in"
      productName={productName}
      query={query}
      side="facility"
      texts={login}
    />
  )
}
