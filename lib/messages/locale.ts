/** The languages every text exists in. Japanese is the default of a Japanese hospital. */
export type Locale = 'ja' | 'en'

export const LOCALES: readonly Locale[] = ['ja', 'en']
export const DEFAULT_LOCALE: Locale = 'ja'

/**
 * Chooses the language of a page or an API answer: `?lang=` wins, then the `Accept-Language` header
 * (RFC 9110 §12.5.4, quality values respected, `q=0` excludes), then Japanese.
 * Both inputs are unverified text; anything unknown is ignored.
 */
export function pickLocale(langParam: string | null | undefined, acceptLanguage: string | null | undefined): Locale {
  return toLocale(langParam) ?? fromAcceptLanguage(acceptLanguage) ?? DEFAULT_LOCALE
}

function toLocale(tag: string | null | undefined): Locale | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0]
  return LOCALES.find((locale) => locale === primary)
}

function fromAcceptLanguage(header: string | null | undefined): Locale | undefined {
  let best: { locale: Locale; quality: number } | undefined
  for (const range of (header ?? '').slice(0, 500).split(',')) {
    const [tag, ...parameters] = range.split(';')
    const quality = readQuality(parameters)
    const locale = tag?.trim() === '*' ? DEFAULT_LOCALE : toLocale(tag)
    if (locale && quality > (best?.quality ?? 0)) best = { locale, quality }
  }
  return best?.locale
}

function readQuality(parameters: readonly string[]): number {
  const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='))
  if (q === undefined) return 1
  const value = Number(q.slice(2))
  return value >= 0 && value <= 1 ? value : 0
}
