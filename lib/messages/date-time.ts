import type { Locale } from './locale'

/** Zone of every facility unless its settings say otherwise (IANA name). */
export const DEFAULT_TIME_ZONE = 'Asia/Tokyo'

type Parts = Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second', string>

/** `2026年11月23日(月) 12:00` or `Mon 23 Nov 2026, 12:00`, in the facility's zone. */
export function formatDateTime(at: Date, locale: Locale, timeZone: string = DEFAULT_TIME_ZONE): string {
  const p = partsOf(at, locale, timeZone)
  return locale === 'ja'
    ? `${p.year}年${p.month}月${p.day}日(${p.weekday}) ${p.hour}:${p.minute}`
    : `${p.weekday} ${p.day} ${p.month} ${p.year}, ${p.hour}:${p.minute}`
}

/** The ministry's form inside 「アクセストークンの有効期限は 2026年11月23日12:00 までです。」; English as `formatDateTime`. */
export function formatExpiry(at: Date, locale: Locale, timeZone: string = DEFAULT_TIME_ZONE): string {
  if (locale === 'en') return formatDateTime(at, locale, timeZone)
  const p = partsOf(at, locale, timeZone)
  return `${p.year}年${p.month}月${p.day}日${p.hour}:${p.minute}`
}

/** `2026年11月23日(月)` or `Mon 23 Nov 2026`, in the facility's zone. */
export function formatDate(at: Date, locale: Locale, timeZone: string = DEFAULT_TIME_ZONE): string {
  const p = partsOf(at, locale, timeZone)
  return locale === 'ja'
    ? `${p.year}年${p.month}月${p.day}日(${p.weekday})`
    : `${p.weekday} ${p.day} ${p.month} ${p.year}`
}

/** Clock time `08:41` or, with seconds, `08:41:07`, in the facility's zone. */
export function formatClock(at: Date, precision: 'minutes' | 'seconds', timeZone: string = DEFAULT_TIME_ZONE): string {
  const p = partsOf(at, 'en', timeZone)
  return precision === 'minutes' ? `${p.hour}:${p.minute}` : `${p.hour}:${p.minute}:${p.second}`
}

function partsOf(at: Date, locale: Locale, timeZone: string): Parts {
  const format = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: locale === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const parts: Parts = { year: '', month: '', day: '', weekday: '', hour: '', minute: '', second: '' }
  for (const { type, value } of format.formatToParts(at)) {
    if (type in parts) parts[type as keyof Parts] = type === 'month' ? value.replace('月', '') : value
  }
  return parts
}
