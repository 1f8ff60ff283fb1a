import { headers } from 'next/headers'
import { LOCALES, type Locale } from '@/lib/messages/locale'

/** Set by proxy.ts on every page request: path, and `?lang=` where the address names a language; a browser's own value is replaced. */
export const pageHeader = 'x-shomei-page'

/** The value of the header for an address. */
export function pageHeaderOf({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): string {
  const lang = LOCALES.find((locale) => locale === searchParams.get('lang'))
  return lang === undefined ? pathname : `${pathname}?lang=${lang}`
}

/** The page being rendered: what a layout, which gets no query, needs for its links. Server components only. */
export async function requestPage(): Promise<{ pathname: string; lang: Locale | undefined }> {
  const { pathname, searchParams } = new URL((await headers()).get(pageHeader) ?? '/', 'http://page.invalid')
  return { pathname, lang: LOCALES.find((locale) => locale === searchParams.get('lang')) }
}
