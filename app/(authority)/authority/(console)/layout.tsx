import type { ReactNode } from 'react'
import { ConsoleLayout } from '@/app/_console/console-layout'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { type AuthorityConsolePath, mayOpen } from '../_session/authority-page'
import { requireOperatorSession } from '../_session/operator-session'

/** Every page of the authority's console: session, navigation from rights, language. A page below is only its content. */
export default async function AuthorityConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requireOperatorSession()
  const texts = messagesFor(await requestLocale()).authorityConsole
  const pages = [
    { path: '/authority', label: texts.account.heading },
    { path: '/authority/operators', label: texts.operators.heading },
  ] as const satisfies { path: AuthorityConsolePath; label: string }[]
  return (
    <ConsoleLayout
      displayName={session.displayName}
      pages={pages.filter(({ path }) => mayOpen(session, path))}
      roles={session.roles.map((role) => texts.roles[role])}
      side="authority"
      signInPage="/authority/sign-in"
      texts={texts}
    >
      {children}
    </ConsoleLayout>
  )
}
