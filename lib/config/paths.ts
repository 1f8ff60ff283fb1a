import type { AuthorityRight } from '@/lib/rights/authority-rights'
import type { FacilityRight } from '@/lib/rights/facility-rights'
import type { Side } from '@/lib/vocabulary/settings/side'

/** Which side a path belongs to; `both` for what either may show (entrance, reference, icon). */
export type PathSide = Side | 'both'

/**
 * What a page costs when a caller without a session asks for it; every page has to say so.
 * - `kept`: the same for everybody. Made at most once per language in `seconds`, then answered from memory.
 * - `made`: made for each visitor, for `ms` of the event loop. Without a session it is paid from the anonymous budget.
 */
export type PageCost = { kind: 'kept'; seconds: number } | { kind: 'made'; ms: number }

type Shown = {
  cost: PageCost
  /** It works without script, and is answered without any. */
  plain?: true
  /** A file that is the same in every language. */
  file?: true
  /**
   * Part of the phone in the browser, served where the trust is `test` only (AT-66): its window, the phone pages that this window alone
   * may frame, the authenticator in software.
   */
  demonstration?: 'window' | 'framed' | 'authenticator'
}

/** `right`: the page of a console, which only an account whose role holds the right sees. */
export type Page = Shown &
  (
    | { side: 'both'; right?: never }
    | { side: 'facility'; right?: FacilityRight }
    | { side: 'authority'; right?: AuthorityRight }
  )

const aMinute = { kind: 'kept', seconds: 60 } as const
const anHour = { kind: 'kept', seconds: 3_600 } as const
const consolePage = { kind: 'made', ms: 25 } as const
const reference = { cost: anHour, plain: true } as const
const file = { cost: anHour, file: true } as const
const framedPhone = { side: 'authority', cost: aMinute, demonstration: 'framed' } as const

/** Every page and file, exactly as its address is written in the URL. */
export const pages = {
  '/': { side: 'both', cost: { kind: 'kept', seconds: 5 } },
  '/docs': { side: 'both', ...reference },
  '/docs/emr': { side: 'facility', ...reference },
  '/docs/facility': { side: 'facility', ...reference },
  '/docs/authority': { side: 'authority', ...reference },
  '/docs/csc2': { side: 'authority', ...reference },
  '/docs/csc1': { side: 'authority', ...reference },
  '/docs/errors': { side: 'both', ...reference },
  '/docs/findings': { side: 'both', ...reference },
  '/icon.svg': { side: 'both', ...file },
  '/apple-touch-icon.png': { side: 'both', ...file },
  '/icon-192.png': { side: 'authority', ...file },
  '/icon-512.png': { side: 'authority', ...file },
  '/icon-maskable-512.png': { side: 'authority', ...file },
  '/manifest.webmanifest': { side: 'authority', ...file },
  '/robots.txt': { side: 'both', ...file },
  '/register': { side: 'authority', cost: aMinute },
  '/register/guide': { side: 'authority', cost: aMinute },
  '/sign-in': { side: 'authority', cost: aMinute },
  '/my': { side: 'authority', cost: aMinute },
  '/demonstration/phone': { side: 'authority', cost: aMinute, demonstration: 'window' },
  '/demonstration/phone/register': framedPhone,
  '/demonstration/phone/register/guide': framedPhone,
  '/demonstration/phone/sign-in': framedPhone,
  '/demonstration/phone/my': framedPhone,
  '/demonstration-authenticator.js': { side: 'authority', ...file, demonstration: 'authenticator' },
  '/embed/frame': { side: 'facility', cost: aMinute },
  '/embed/badge': { side: 'facility', cost: aMinute },
  '/embed.js': { side: 'facility', ...file },
  '/embed.d.ts': { side: 'facility', ...file },
  '/admin': { side: 'facility', cost: consolePage, right: 'sign_in_status.view' },
  '/admin/sign-in': { side: 'facility', cost: consolePage },
  '/authority': { side: 'authority', cost: consolePage, right: 'own_account.view' },
  '/authority/operators': { side: 'authority', cost: consolePage, right: 'operator.view' },
  '/authority/sign-in': { side: 'authority', cost: consolePage },
} as const satisfies Readonly<Record<string, Page>>

/** Operations by the beginning of their path; each operation is declared in lib/api, and its path begins like one of these. */
const operationFamilies = [
  ['/oauth2/', 'authority'],
  ['/.well-known/', 'authority'],
  ['/csc/', 'authority'],
  ['/crl/', 'authority'],
  ['/ca/', 'authority'],
  ['/api/authority/', 'authority'],
  ['/api/facility/', 'facility'],
  ['/api/emr/', 'facility'],
  ['/compat/', 'facility'],
  ['/api/auth/', 'facility'],
  ['/api/health/', 'both'],
] as const satisfies readonly (readonly [string, PathSide])[]

/** Below this there are operations only: a path that is none is refused with a problem document rather than a page. */
const operationsOnly = '/api/'
const buildFiles = '/_next/static/'

/** The side of an operation's path; `null` for a path of no family. */
export function familyOfPath(path: string): PathSide | null {
  return operationFamilies.find(([prefix]) => path.startsWith(prefix))?.[1] ?? null
}

/** The page at an address. */
export function findPage(pathname: string): Page | null {
  return Object.hasOwn(pages, pathname) ? pages[pathname as keyof typeof pages] : null
}

/** Which part of the server answers an address; `null`: none, it does not exist. */
export type Place = 'operation' | 'page' | 'build_file' | null

/**
 * The one place that decides which part answers an address. It is compared as written in the URL: other letters, escapes, doubled
 * slashes and dots make another address, which is none.
 */
export function placeOf(pathname: string): Place {
  if (pathname.startsWith(operationsOnly) || familyOfPath(pathname) !== null) return 'operation'
  if (pathname.startsWith(buildFiles)) return 'build_file'
  return findPage(pathname) === null ? null : 'page'
}
