import type { ReactNode } from 'react'
import { isolateText } from '@/lib/kernel/display-text'
import { fill } from '@/lib/messages/fill'
import { LOCALES } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { requestPage } from '@/lib/portal/request-page'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { ConsoleShell } from '@/lib/ui/console/console-shell'
import type { Side } from '@/lib/vocabulary/settings/side'
import { consolePath } from './console-path'
import { SignOutButton } from './sign-out-button'

type ConsoleLayoutProps = {
  side: Side
  texts: {
    productName: string
    navigationLabel: string
    signedInAs: string
    roleList: string
    signOut: string
    signOutFailed: string
  }
  displayName: string
  /** Texts of the account's roles. */
  roles: readonly string[]
  /** The pages that this account may open. */
  pages: readonly { path: string; label: string }[]
  signInPage: string
  children: ReactNode
}

/** What every page of a console has around it: navigation, who is signed in, language, sign-out. */
export async function ConsoleLayout(props: ConsoleLayoutProps) {
  const { side, texts, displayName, roles, pages, signInPage, children } = props
  const locale = await requestLocale()
  const { portal } = messagesFor(locale)
  const { pathname, lang } = await requestPage()
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: consolePath(pathname, { lang: option }),
  }))
  const role = roles.reduce((list, each) => (list === '' ? each : fill(texts.roleList, { list, role: each })), '')
  return (
    <ConsoleShell
      brand={texts.productName}
      corner={
        <>
          <span className="text-ink-muted">{fill(texts.signedInAs, { name: isolateText(displayName), role })}</span>
          <LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />
          <SignOutButton
            failed={texts.signOutFailed}
            label={texts.signOut}
            leaveTo={consolePath(signInPage, { lang }, { reason: 'ended' })}
            locale={locale}
            side={side}
          />
        </>
      }
      links={pages.map(({ path, label }) => ({ href: consolePath(path, { lang }), label, current: path === pathname }))}
      navigationLabel={texts.navigationLabel}
      skipLabel={portal.skipToContent}
    >
      {children}
    </ConsoleShell>
  )
}
