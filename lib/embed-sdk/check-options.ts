import type { FrameLanguage } from '@/lib/embed-protocol/fields'

/** The language to use: the vendor's choice, else the page's, else Japanese. */
export function chooseLanguage(chosen: unknown, pageLanguage: string): FrameLanguage {
  if (chosen === 'ja' || chosen === 'en') return chosen
  return /^en\b/i.test(pageLanguage) ? 'en' : 'ja'
}

/** Reports to a vendor at the call what is wrong with it; JavaScript callers have no compiler to do so. */
export function assertFrameOptions(options: { container?: unknown; ticket?: unknown; getTicket?: unknown }): void {
  if (!(options.container instanceof HTMLElement)) throw new TypeError('Shomei: `container` must be an HTML element.')
  if (typeof options.ticket !== 'string') assertGetTicket(options)
}

/** As assertFrameOptions, for calls that always need `getTicket`. */
export function assertGetTicket(options: { getTicket?: unknown }): void {
  if (typeof options.getTicket !== 'function')
    throw new TypeError('Shomei: `getTicket` must be a function that returns a ticket.')
}
