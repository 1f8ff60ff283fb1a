import type { ReactNode } from 'react'
import { LOCALES, type Locale } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { PlainPage } from '@/lib/ui/base/plain-page'
import { type DocsLink, DocsNavigation } from './docs-navigation'

type DocsPageProps = {
  locale: Locale
  heading: string
  lead: string
  links: ReactNode
  /** Where the reader is in the reference; left out on the page that is its contents. */
  navigation?: readonly DocsLink[]
  children: ReactNode
}

/** Frame of the reference pages. */
export function DocsPage({ locale, heading, lead, links, navigation, children }: DocsPageProps) {
  const { portal, docs } = messagesFor(locale)
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: `?lang=${option}`,
  }))
  return (
    <PlainPage
      brand={portal.productName}
      corner={<LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />}
      width="wide"
    >
      <div className="grid max-w-3xl gap-3">
        <h1 className="text-2xl">{heading}</h1>
        <p className="text-ink-muted">{lead}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-2">{links}</p>
      </div>
      {navigation === undefined ? (
        children
      ) : (
        <DocsNavigation label={docs.contents} links={navigation}>
          {children}
        </DocsNavigation>
      )}
    </PlainPage>
  )
}
