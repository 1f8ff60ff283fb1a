import type { FrameLanguage, FrameView } from '@/lib/embed-protocol/fields'
import type { FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { Schedule } from '@/lib/embed-protocol/port-link'
import { addStyleSheet } from '../style-sheet'
import { createTicketSource } from '../ticket-source'
import type { GetTicket, Handle, ShomeiEvent } from '../vendor-api'
import { createFrameElement } from './frame-element'
import { createFrameHost, type FrameHost } from './frame-host'
import { openFrameSession, type SessionErrorCode } from './frame-session'
import { chooseTheme } from './frame-theme'
import { createSessionPage } from './session-page'
import { toShomeiEvent } from './to-shomei-event'

/** What the script knows of the page it runs in. */
export type EmbedPage = { window: Window; facilityOrigin: string; schedule: Schedule; now: () => number }

export type OpenFrameOptions = {
  view: FrameView
  container: HTMLElement
  ticket?: string | undefined
  getTicket?: GetTicket | undefined
  lang: FrameLanguage
  theme?: unknown
  onEvent: (event: ShomeiEvent) => void
}

/** Puts a frame into the container and keeps it connected until it is destroyed; a failure is reported and shown with a retry button. */
export function openFrame(page: EmbedPage, options: OpenFrameOptions): Handle {
  const { view, container, lang, ticket, getTicket, onEvent } = options
  const theme = chooseTheme(options.theme, container)
  const { window, facilityOrigin, schedule, now } = page
  addStyleSheet(container.ownerDocument)
  const host = createFrameHost(container, view, { lang, theme })
  const tickets = createTicketSource({
    ticket,
    getTicket,
    purpose: view === 'badge' ? 'badge' : 'sign_in',
    schedule,
    now,
  })
  if (window.isSecureContext === false) return refuseInsecure(page, host, onEvent)
  const focus = rememberFocus(container.ownerDocument)
  let session = load()

  function load(): { close(): void } {
    const frame = createFrameElement(container.ownerDocument, facilityOrigin, view, {
      lang,
      theme,
      opensLeft: host.opensLeft,
    })
    const opened = openFrameSession({
      page: createSessionPage(window, frame, facilityOrigin),
      facilityOrigin,
      parentOrigin: window.location.origin,
      view,
      lang,
      tickets,
      schedule,
      onEvent: handleEvent,
      onError: handleError,
    })
    host.setFrame(frame)
    return opened
  }

  function retry(): void {
    session.close()
    host.hideNotice()
    session = load()
  }

  function handleEvent(event: FrameEvent): void {
    if (event.type === 'ready') host.hideNotice()
    if (event.type === 'resize') host.resize(event.payload)
    if (event.type === 'focus_return') focus.restore()
    const reported = toShomeiEvent(event)
    if (reported) onEvent(reported)
  }

  function handleError(code: SessionErrorCode): void {
    host.showNotice(tickets.canGiveMore() ? retry : null)
    onEvent({ type: 'error', code, ...(code === 'frame_unreachable' ? around(window) : {}) })
  }

  return {
    destroy() {
      session.close()
      focus.forget()
      host.remove()
    },
  }
}

/**
 * A page that came over http, or is inside one, may come from an attacker on the network, and the facility lets only https pages frame it
 * (CSP `frame-ancestors`). Nothing is loaded and no ticket is spent: a frame would stay empty.
 */
function refuseInsecure({ window }: EmbedPage, host: FrameHost, onEvent: OpenFrameOptions['onEvent']): Handle {
  host.showInsecure(secureAddressOf(window.location))
  onEvent({ type: 'error', code: 'page_insecure' })
  return { destroy: host.remove }
}

/** The same address over https; `null` where the port says nothing about https, or the page is https inside an http one. */
export function secureAddressOf({ protocol, port, href }: Pick<Location, 'protocol' | 'port' | 'href'>): string | null {
  return protocol === 'http:' && port === '' ? href.replace(/^http:/, 'https:') : null
}

/** Where the EMR's page is in a frame itself: the pages around it, each of which has to be registered as well. */
function around(window: Window): { ancestors?: string[] } {
  // Firefox has no `ancestorOrigins`; there it is only known that somebody is around.
  if (window.parent === window) return {}
  return { ancestors: Array.from(window.location.ancestorOrigins ?? []) }
}

function rememberFocus(document: Document): { restore(): void; forget(): void } {
  let last: HTMLElement | null = null
  const remember = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement && !(event.target instanceof HTMLIFrameElement)) last = event.target
  }
  document.addEventListener('focusin', remember)
  if (document.activeElement instanceof HTMLElement) last = document.activeElement
  return { restore: () => last?.focus(), forget: () => document.removeEventListener('focusin', remember) }
}
