import type { ReactNode } from 'react'
import { ConsoleLayout } from '@/app/_console/console-layout'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { type FacilityConsolePath, mayOpen } from '../_session/facility-page'
import { requireFacilitySession } from '../_session/facility-session'

/** Every page of the facility's console: session, navigation from rights, language. A page below is only its content. */
export default async function FacilityConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requireFacilitySession()
  const texts = messagesFor(await requestLocale()).console
  const pages = [{ path: '/admin', label: texts.today.heading }] as const satisfies {
    path: FacilityConsolePath
    label: string
  }[]
  return (
    <ConsoleLayout
      displayName={session.displayName}
      pages={pages.filter(({ path }) => mayOpen(session, path))}
      roles={session.roles.map((role) => texts.roles[role])}
      side="facility"
      signInPage="/admin/sign-in"
      texts={texts}
    >
      {children}
    </ConsoleLayout>
  )
}
