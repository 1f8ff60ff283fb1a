import type { ApiPart } from '../api/openapi-document'

/** Which side a page belongs to; `both` for what either may show (entrance, reference, icon). */
export type PageSide = 'authority' | 'facility' | 'both'

/**
 * What a page costs when nobody in particular asks for it; every page has to say so.
 * - `kept`: the same for everybody. Made at most once per language in `seconds`, then answered from memory.
 * - `made`: made for each visitor, for `ms` of the event loop. Without a session it is paid from the anonymous budget.
 */
export type PageCost = { kind: 'kept'; seconds: number } | { kind: 'made'; ms: number }

export type Page = {
  side: PageSide
  cost: PageCost
  /** It works without script, and is answered without any. */
  plain?: true
  /** A file that is the same in every language. */
  file?: true
}

const aMinute = { kind: 'kept', seconds: 60 } as const
const anHour = { kind: 'kept', seconds: 3_600 } as const

/** The parts of the API reference, a page each. */
const references: Readonly<Record<`/docs/${ApiPart}`, Page>> = {
  '/docs/emr': { side: 'facility', cost: anHour, plain: true },
  '/docs/facility': { side: 'facility', cost: anHour, plain: true },
  '/docs/authority': { side: 'authority', cost: anHour, plain: true },
  '/docs/csc2': { side: 'authority', cost: anHour, plain: true },
  '/docs/csc1': { side: 'authority', cost: anHour, plain: true },
}

/** Every address that is not an API and not a script or style of the build. What is not listed here does not exist. */
export const pages: Readonly<Record<string, Page>> = {
  '/': { side: 'both', cost: { kind: 'kept', seconds: 5 } },
  '/docs': { side: 'both', cost: anHour, plain: true },
  ...references,
  '/docs/errors': { side: 'both', cost: anHour, plain: true },
  '/docs/findings': { side: 'both', cost: anHour, plain: true },
  '/icon.svg': { side: 'both', cost: anHour, file: true },
  '/register': { side: 'authority', cost: aMinute },
  '/register/guide': { side: 'authority', cost: aMinute },
  '/sign-in': { side: 'authority', cost: aMinute },
  '/my': { side: 'authority', cost: aMinute },
  '/embed/frame': { side: 'facility', cost: aMinute },
  '/embed/badge': { side: 'facility', cost: aMinute },
  '/embed.js': { side: 'facility', cost: anHour, file: true },
  '/embed.d.ts': { side: 'facility', cost: anHour, file: true },
  '/admin': { side: 'facility', cost: { kind: 'made', ms: 25 } },
  '/admin/sign-in': { side: 'facility', cost: { kind: 'made', ms: 25 } },
}
