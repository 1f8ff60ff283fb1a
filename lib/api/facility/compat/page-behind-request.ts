import type { Initiator } from '@/lib/facility/compat/admit-compat-caller'

/** The headers by which a browser says where a request comes from; `ownOrigin` is the facility's. */
export type InitiatorHeaders = {
  origin: string | undefined
  referer: string | undefined
  fetchSite: string | undefined
  fetchMode: string | undefined
  fetchDestination: string | undefined
  purpose: string | undefined
  ownOrigin: string
}

/**
 * The page that made a browser send this request (Fetch §3.2, Fetch Metadata §2). A `no-cors` GET names no Origin, and is known by
 * Sec-Fetch-Site; a link that was followed is known by its Referer, where the page allows it. Without any of these headers the caller
 * is an old browser, or none at all. A prefetch was not asked for by the user.
 */
export function pageBehind({ ownOrigin, ...headers }: InitiatorHeaders): Initiator {
  const { origin, fetchSite, referer } = headers
  if (headers.purpose?.includes('prefetch')) return { kind: 'hidden' }
  if (origin !== undefined) return { kind: 'page', origin }
  if (fetchSite === 'same-origin' || fetchSite === 'none') return { kind: 'nobody' }
  const from = originOf(referer)
  const isKnown = fetchSite === undefined || isVisit(headers)
  if (isKnown && from !== null) return from === ownOrigin ? { kind: 'nobody' } : { kind: 'page', origin: from }
  return fetchSite === undefined ? { kind: 'nobody' } : { kind: 'hidden' }
}

/** Whether a person is being led to it in a tab of its own, rather than a page asking for it. */
export function isVisit({
  fetchMode,
  fetchDestination,
}: Pick<InitiatorHeaders, 'fetchMode' | 'fetchDestination'>): boolean {
  return fetchMode === 'navigate' && fetchDestination === 'document'
}

function originOf(referer: string | undefined): string | null {
  if (referer === undefined) return null
  try {
    return new URL(referer).origin
  } catch {
    return 'null'
  }
}
