import type { FrameLanguage, FrameView } from '@/lib/embed-protocol/fields'
import { texts } from '../texts'
import type { FrameLook } from './frame-element'
import { opensToTheLeft } from './overlay-position'

const MAX_WIDTH = 480
const MAX_HEIGHT = 640

export type FrameHost = {
  /** A badge in the right half of the page opens to the left. */
  opensLeft: boolean
  /** Puts a frame in the place of the one before. */
  setFrame(frame: HTMLIFrameElement): void
  /** Shows that the frame cannot be loaded; with `onRetry` there is a button. A failed frame is never just an empty box. */
  showNotice(onRetry: (() => void) | null): void
  /** Shows that the page has to be https; `secureAddress` leads there, where it can be known. */
  showInsecure(secureAddress: string | null): void
  hideNotice(): void
  /** Follows the badge's wish for room, within limits, CSS pixels. The sign-in has a fixed size: nothing jumps. */
  resize(size: { height: number; width?: number; overlay?: boolean }): void
  remove(): void
}

/** The box on the EMR's page that holds a frame and, when it fails, the notice. */
export function createFrameHost(
  container: HTMLElement,
  view: FrameView,
  { lang, theme }: Omit<FrameLook, 'opensLeft'>,
): FrameHost {
  const document = container.ownerDocument
  const host = document.createElement('div')
  host.className = `shomei-frame shomei-${view}`
  host.style.setProperty('color-scheme', theme)
  const notice = createNotice(document, view, lang)
  host.append(notice.element)
  container.append(host)
  const opensLeft =
    view === 'badge' && opensToTheLeft(host.getBoundingClientRect(), document.documentElement.clientWidth)
  let current: HTMLIFrameElement | null = null

  function resizeBadge(frame: HTMLIFrameElement, size: { height: number; width?: number; overlay?: boolean }): void {
    const height = Math.min(size.height, MAX_HEIGHT)
    const width = Math.min(size.width ?? host.getBoundingClientRect().width, MAX_WIDTH)
    const isOverlay = size.overlay === true
    host.classList.toggle('shomei-overlay', isOverlay)
    for (const element of isOverlay ? [frame] : [frame, host]) {
      element.style.setProperty('width', `${width}px`)
      element.style.setProperty('height', `${height}px`)
    }
    frame.style.setProperty(opensLeft ? 'right' : 'left', '0')
  }

  return {
    setFrame(frame) {
      current?.remove()
      current = frame
      host.prepend(frame)
    },
    opensLeft,
    showNotice: notice.show,
    showInsecure: notice.showInsecure,
    hideNotice: notice.hide,
    resize(size) {
      if (view === 'badge' && current) resizeBadge(current, size)
    },
    remove: () => host.remove(),
  }
}

function createNotice(document: Document, view: FrameView, lang: FrameLanguage) {
  const element = document.createElement('div')
  element.className = 'shomei-notice'
  element.setAttribute('role', 'alert')
  element.hidden = true
  const message = view === 'badge' ? texts[lang].badgeUnavailable : texts[lang].signInUnavailable

  function createRetryButton(onRetry: () => void): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'shomei-button'
    button.textContent = texts[lang].retry
    button.addEventListener('click', onRetry)
    return button
  }

  function createLink(address: string): HTMLAnchorElement {
    const link = document.createElement('a')
    link.className = 'shomei-button'
    link.href = address
    link.textContent = texts[lang].openSecurely
    return link
  }

  function fill(text: string, ...more: HTMLElement[]): void {
    const words = document.createElement('span')
    words.textContent = text
    element.hidden = false
    element.replaceChildren(words, ...more)
  }

  return {
    element,
    show: (onRetry: (() => void) | null) => fill(message, ...(onRetry ? [createRetryButton(onRetry)] : [])),
    showInsecure(secureAddress: string | null) {
      const text = view === 'badge' ? texts[lang].badgeInsecure : texts[lang].signInInsecure
      fill(text, ...(secureAddress === null || view === 'badge' ? [] : [createLink(secureAddress)]))
    },
    hide() {
      element.hidden = true
      element.replaceChildren()
    },
  }
}
