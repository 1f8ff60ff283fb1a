import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { PageQuery } from '@/app/_console/console-path'
import type { LiveOperatorSession } from '@/lib/authority/operators/get-live-operator-session'
import { pages } from '@/lib/config/paths'
import type { Locale } from '@/lib/messages/locale'
import { requestLocale } from '@/lib/portal/request-locale'
import { authorityRoleHolds } from '@/lib/rights/authority-rights'
import { requireOperatorSession } from './operator-session'

type Pages = typeof pages
/** A page that the table of paths has for the authority's console, with its right. */
export type AuthorityConsolePath = {
  [Path in keyof Pages]: Pages[Path] extends { side: 'authority'; right: string } ? Path : never
}[keyof Pages]

type View = { session: LiveOperatorSession; query: PageQuery; locale: Locale }

/**
 * A page of the authority's console: `render` makes its content only. Session and right of the table are checked here as well as in the
 * layout, because the framework can be asked for a page without its layout. Without the right it looks missing.
 */
export function authorityPage(path: AuthorityConsolePath, render: (view: View) => Promise<ReactNode>) {
  return async ({ searchParams }: { searchParams: Promise<PageQuery> }) => {
    const session = await requireOperatorSession()
    if (!mayOpen(session, path)) notFound()
    return render({ session, query: await searchParams, locale: await requestLocale() })
  }
}

/** Whether the operator may open the page. */
export function mayOpen({ roles }: Pick<LiveOperatorSession, 'roles'>, path: AuthorityConsolePath): boolean {
  return roles.some((role) => authorityRoleHolds(role, pages[path].right))
}
