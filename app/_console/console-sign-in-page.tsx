import { LOCALES } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { Card } from '@/lib/ui/base/card'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { Notice } from '@/lib/ui/base/notice'
import { PlainPage } from '@/lib/ui/base/plain-page'
import type { Side } from '@/lib/vocabulary/settings/side'
import { consolePath, type PageQuery, queryValue } from './console-path'
import { type CodeField, ConsoleSignInForm } from './console-sign-in-form'

type SignInPageProps = {
  side: Side
  productName: string
  texts: Parameters<typeof ConsoleSignInForm>[0]['texts'] & {
    heading: string
    lead: string
    ended: string
    expired: string
  }
  codes: readonly CodeField[]
  /** Addresses of this page and of the console's first one. */
  path: string
  home: string
  query: PageQuery
  /** What of the query a change of language keeps. */
  kept?: Readonly<Record<string, string>>
}

/** Sign-in to a console. `?reason=` says how the last session ended. */
export async function ConsoleSignInPage(props: SignInPageProps) {
  const { side, productName, texts, codes, path, home, query, kept = {} } = props
  const locale = await requestLocale()
  const { portal } = messagesFor(locale)
  const reason = queryValue(query, 'reason')
  const languages = LOCALES.map((option) => ({
    locale: option,
    name: portal.languages[option],
    href: consolePath(path, { lang: option }, kept),
  }))
  return (
    <PlainPage
      brand={productName}
      corner={<LanguageSwitch current={locale} label={portal.languageLabel} options={languages} />}
    >
      <div className="grid gap-2">
        <h1 className="text-2xl">{texts.heading}</h1>
        <p className="text-ink-muted">{texts.lead}</p>
      </div>
      {reason === 'ended' ? <Notice role="status" title={texts.ended} tone="success" /> : null}
      {reason === 'expired' ? <Notice role="status" title={texts.expired} tone="info" /> : null}
      <Card>
        <ConsoleSignInForm
          codes={codes}
          leadTo={consolePath(home, query)}
          locale={locale}
          side={side}
          texts={formTextsOf(texts)}
        />
      </Card>
    </PlainPage>
  )
}

/** The texts that the browser needs, and no others. */
function formTextsOf(texts: SignInPageProps['texts']): Parameters<typeof ConsoleSignInForm>[0]['texts'] {
  const { password, emptyPassword, show, hide, submit, submitting, unreachable } = texts
  return { password, emptyPassword, show, hide, submit, submitting, unreachable }
}
