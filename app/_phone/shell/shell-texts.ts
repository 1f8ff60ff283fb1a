import type { FallbackTexts } from '@/lib/browser/api-client'
import { LOCALES, type Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'

/** What every phone page shows around its own content. */
export type ShellTexts = {
  locale: Locale
  brand: string
  languageLabel: string
  languages: readonly { locale: Locale; name: string }[]
  phone: Messages['phone']
  fallback: FallbackTexts
}

/** Picks them on the server, so that a page carries only the texts it shows. */
export function shellTexts(messages: Messages, locale: Locale): ShellTexts {
  const { portal, phone, errors } = messages
  return {
    locale,
    brand: portal.productName,
    languageLabel: portal.languageLabel,
    languages: LOCALES.map((option) => ({ locale: option, name: portal.languages[option] })),
    phone,
    fallback: {
      'network.failed': { title: phone.offline.heading, detail: phone.offline.detail },
      'service.unavailable': errors['service.unavailable'],
    },
  }
}
