import { LOCALES } from '@/lib/messages/locale'

export type PageQuery = Readonly<Record<string, string | string[] | undefined>>

/** A path of the console with its query; an explicit `?lang=` of the page one comes from is kept. */
export function consolePath(path: string, from: PageQuery, query: Readonly<Record<string, string>> = {}): string {
  const lang = LOCALES.find((locale) => locale === from['lang'])
  const text = new URLSearchParams({ ...query, ...(lang === undefined ? {} : { lang }) }).toString()
  return text === '' ? path : `${path}?${text}`
}

/** One value of a query, if it is there once, no longer than a code can be, and without characters that no code or name has. */
export function queryValue(query: PageQuery, name: string): string {
  const value = query[name]
  return typeof value === 'string' && value.length <= 64 && !/\p{Cc}/u.test(value) ? value : ''
}
