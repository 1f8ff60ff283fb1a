import type { Locale } from '@/lib/messages/locale'

/** A link to another page in the language that is being read: it may have been chosen by hand, and the browser knows nothing of that. */
export function inLanguage(path: string, locale: Locale): string {
  return `${path}?lang=${locale}`
}
