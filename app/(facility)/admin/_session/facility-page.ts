import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { PageQuery } from '@/app/_console/console-path'
import { pages } from '@/lib/config/paths'
import type { LiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'
import type { Locale } from '@/lib/messages/locale'
import { requestLocale } from '@/lib/portal/request-locale'
import { facilityRoleHolds } from '@/lib/rights/facility-rights'
import { requireFacilitySession } from './facility-session'

type Pages = typeof pages
/** A page that the table of paths has for the facility's console, with its right. */
export type FacilityConsolePath = {
  [Path in keyof Pages]: Pages[Path] extends { side: 'facility'; right: string } ? Path : never
}[keyof Pages]

type View = { session: LiveConsoleSession; query: PageQuery; locale: Locale }

/**
 * A page of the facility's console: `render` makes its content only. Session and right of the table are checked here as well as in the
 * layout, because the framework can be asked for a page without its layout. Without the right it looks missing.
 */
export function facilityPage(path: FacilityConsolePath, render: (view: View) => Promise<ReactNode>) {
  return async ({ searchParams }: { searchParams: Promise<PageQuery> }) => {
    const session = await requireFacilitySession()
    if (!mayOpen(session, path)) notFound()
    return render({ session, query: await searchParams, locale: await requestLocale() })
  }
}

/** Whether the account may open the page. */
export function mayOpen({ roles }: Pick<LiveConsoleSession, 'roles'>, path: FacilityConsolePath): boolean {
  return roles.some((role) => facilityRoleHolds(role, pages[path].right))
}
