import { headers } from 'next/headers'
import { type Locale, pickLocale } from '@/lib/messages/locale'

/** Set by proxy.ts on every page request, after `?lang=` and `Accept-Language`; a value sent by a browser is replaced. */
export const localeHeader = 'x-shomei-locale'

/** The language of the page being rendered. Server components only. */
export async function requestLocale(): Promise<Locale> {
  return pickLocale((await headers()).get(localeHeader), null)
}
