import type { FrameLanguage, FrameView } from '@/lib/embed-protocol/fields'
import { texts } from '../texts'
import type { FrameTheme } from './frame-theme'

const paths: Record<FrameView, string> = { 'sign-in': '/embed/frame', badge: '/embed/badge' }

export type FrameLook = {
  lang: FrameLanguage
  theme: FrameTheme
  /** A badge in the right half of the page opens to the left. */
  opensLeft: boolean
}

/** The address of a frame: it contains language and colour scheme, and nothing secret. */
export function frameAddress(facilityOrigin: string, view: FrameView, { lang, theme, opensLeft }: FrameLook): string {
  return `${facilityOrigin}${paths[view]}?lang=${lang}&theme=${theme}${opensLeft ? '&align=end' : ''}`
}

/** The iframe element of `view`, not yet on the page: no cookie, no referrer and no passkey permission is asked for it. */
export function createFrameElement(
  document: Document,
  facilityOrigin: string,
  view: FrameView,
  look: FrameLook,
): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.title = view === 'badge' ? texts[look.lang].badgeTitle : texts[look.lang].signInTitle
  // The browser draws an opaque ground behind a document of another scheme than its element's (CSS Color Adjust 1, §2.4).
  frame.style.setProperty('color-scheme', look.theme)
  frame.src = frameAddress(facilityOrigin, view, look)
  return frame
}
