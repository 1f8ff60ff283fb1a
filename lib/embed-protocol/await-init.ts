import type { FrameLanguage, FrameView } from './fields'
import { field } from './fields'
import { createReadyMessage, parseInitMessage, type ReadyMessage } from './handshake'

/** What the handshake looks at in a window message. */
export type WindowMessage = {
  readonly source: unknown
  readonly origin: string
  readonly data: unknown
  readonly ports: readonly MessagePort[]
}

type MessageListener = (event: WindowMessage) => void

/** The part of the frame's `window` that the handshake uses. */
export type FrameWindow = {
  parent: { postMessage(message: ReadyMessage, targetOrigin: string): void }
  addEventListener(type: 'message', listener: MessageListener): void
  removeEventListener(type: 'message', listener: MessageListener): void
}

export type AcceptedInit = {
  port: MessagePort
  /** As reported by the browser; still to be compared with the ticket's `parent_origin` as the server says at the exchange (E4). */
  unverifiedParentOrigin: string
  ticket: string
  view: FrameView
  lang: FrameLanguage
}

/**
 * The child's half of the handshake (E2, E4): announces `instance`, then takes the first INIT that comes from the parent window, from a
 * real origin, for this instance, with exactly one port; everything else is ignored without an answer. The listener is gone after the
 * first INIT, so a second one changes nothing. Returns a function that stops waiting.
 */
export function awaitInit(frame: FrameWindow, instance: string, onInit: (init: AcceptedInit) => void): () => void {
  const listener: MessageListener = (event) => {
    const accepted = acceptInit(frame, instance, event)
    if (!accepted) return
    frame.removeEventListener('message', listener)
    onInit(accepted)
  }
  frame.addEventListener('message', listener)
  frame.parent.postMessage(createReadyMessage(instance), '*')
  return () => frame.removeEventListener('message', listener)
}

function acceptInit(frame: FrameWindow, instance: string, event: WindowMessage): AcceptedInit | null {
  if (event.source !== frame.parent || event.source === frame) return null
  if (!field.origin(event.origin)) return null
  const init = parseInitMessage(event.data)
  if (!init || init.instance !== instance) return null
  if (init.parentOrigin !== undefined && init.parentOrigin !== event.origin) return null
  const [port, ...more] = event.ports
  if (!port || more.length > 0) return null
  return { port, unverifiedParentOrigin: event.origin, ticket: init.ticket, view: init.view, lang: init.lang }
}
