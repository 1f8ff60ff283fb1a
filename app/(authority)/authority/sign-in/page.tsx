import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { consolePath, type PageQuery } from '@/app/_console/console-path'
import { ConsoleSignInPage } from '@/app/_console/console-sign-in-page'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { findOperatorSession } from '../_session/operator-session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).authorityConsole.login.pageTitle }
}

/** Sign-in of operators to the authority's console. */
export default async function OperatorSignInPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = await searchParams
  if (typeof (await findOperatorSession()) === 'object') redirect(consolePath('/authority', query))
  const { productName, login } = messagesFor(await requestLocale()).authorityConsole
  const operator = {
    name: 'operatorCode',
    label: login.operatorCode,
    empty: login.emptyOperatorCode,
    autoComplete: 'username',
  } as const
  return (
    <ConsoleSignInPage
      codes={[operator]}
      home="/authority"
      path="/authority/sign-in"
      productName={productName}
      query={query}
      side="authority"
      texts={login}
    />
  )
}
