import type { ReactNode } from 'react'
import { LanguageSwitch } from '@/lib/ui/base/language-switch'
import { PhonePage } from '@/lib/ui/phone/phone-page'
import type { ShellTexts } from './shell-texts'

type PhoneShellProps = {
  texts: ShellTexts
  /** A code that is still needed: it goes along when the language is changed, or the card would have to be read again. */
  fragment?: string | null
  progress?: ReactNode
  actions?: ReactNode
  /** Less room between the parts, for a page that shows much at once. */
  dense?: boolean
  children: ReactNode
}

/** A phone page with the product's name and the language switch. */
export function PhoneShell({ texts, fragment = null, progress, actions, dense = false, children }: PhoneShellProps) {
  const options = texts.languages.map(({ locale, name }) => ({
    locale,
    name,
    href: `?lang=${locale}${fragment === null ? '' : `#${fragment}`}`,
  }))
  return (
    <PhonePage
      actions={actions}
      brand={texts.brand}
      corner={<LanguageSwitch current={texts.locale} label={texts.languageLabel} options={options} />}
      dense={dense}
      progress={progress}
    >
      {children}
    </PhonePage>
  )
}
