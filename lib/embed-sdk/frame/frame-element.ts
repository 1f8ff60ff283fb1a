import type { FrameLanguage, FrameView } from '@/lib/embed-protocol/fields'
import { texts } from '../texts'

const paths: Record<FrameView, string> = { 'sign-in': '/embed/frame', badge: '/embed/badge' }

/** The address of a frame: it contains the language and nothing secret. */
export function frameAddress(facilityOrigin: string, view: FrameView, lang: FrameLanguage): string {
  return `${facilityOrigin}${paths[view]}?lang=${lang}`
}

/** The iframe element of `view`, not yet on the page: no cookie, no referrer and no passkey permission is asked for it. */
export function createFrameElement(
  document: Document,
  facilityOrigin: string,
  view: FrameView,
  lang: FrameLanguage,
): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.title = view === 'badge' ? texts[lang].badgeTitle : texts[lang].signInTitle
  frame.src = frameAddress(facilityOrigin, view, lang)
  return frame
}
