import type { WindowMessage } from '@/lib/embed-protocol/await-init'
import type { FrameLanguage, FrameView } from '@/lib/embed-protocol/fields'
import { type FrameCommand, type FrameEvent, isFrameEvent } from '@/lib/embed-protocol/frame-messages'
import { createInitMessage, type InitMessage, parseReadyMessage } from '@/lib/embed-protocol/handshake'
import { type LinkPort, openPortLink, type PortLink, type Schedule } from '@/lib/embed-protocol/port-link'
import type { TicketErrorCode, TicketSource } from '../ticket-source'

/** How long the frame may take to load and announce itself. */
export const LOAD_TIMEOUT_MS = 10_000
/** How long it may take from INIT to its first word on the port. */
export const ANSWER_TIMEOUT_MS = 10_000

export type SessionErrorCode = TicketErrorCode | 'frame_unreachable' | 'frame_silent' | 'protocol_violation'

/** What the session needs of the page around it. */
export type SessionPage = {
  /** Listens to the window's messages; the answer stops it. */
  listen(listener: (message: WindowMessage) => void): () => void
  /** Whether a message's source is this session's own frame. */
  isFrame(source: unknown): boolean
  /** Makes a channel, posts INIT with one end to the frame at exactly the facility's origin, and returns the other end. */
  connect(init: InitMessage): LinkPort
}

export type FrameSessionOptions = {
  page: SessionPage
  facilityOrigin: string
  parentOrigin: string
  view: FrameView
  lang: FrameLanguage
  tickets: TicketSource
  schedule: Schedule
  onEvent: (event: FrameEvent) => void
  onError: (code: SessionErrorCode) => void
}

/**
 * The parent's half of the frame's life (E3, E5, E6): answers each load of the frame with a ticket of its own and a fresh port, and
 * passes on what arrives over that port. Window messages that are not READY from this very frame at the facility's origin change nothing.
 */
export function openFrameSession(options: FrameSessionOptions): { close(): void } {
  const { page, tickets, schedule, onError } = options
  let instance: string | null = null
  let link: PortLink<FrameCommand> | null = null
  let cancelTimer = schedule(() => onError('frame_unreachable'), LOAD_TIMEOUT_MS)

  function endLink(): void {
    cancelTimer()
    link?.close()
    link = null
  }

  async function fetchTicket(forInstance: string): Promise<string | null> {
    const outcome = await tickets.next()
    if (instance !== forInstance) return null
    if (outcome.ok) return outcome.ticket
    onError(outcome.code)
    return null
  }

  async function connect(announced: string): Promise<void> {
    endLink()
    instance = announced
    const ticket = await fetchTicket(announced)
    if (ticket === null) return
    const { view, lang, parentOrigin } = options
    link = openPortLink<FrameCommand, FrameEvent>({
      port: page.connect(createInitMessage({ instance: announced, ticket, view, lang, parentOrigin })),
      accepts: isFrameEvent,
      onMessage: handle,
      onFault: () => onError('protocol_violation'),
      onOverdue: () => onError('frame_silent'),
      schedule,
    })
    cancelTimer = schedule(() => onError('frame_silent'), ANSWER_TIMEOUT_MS)
  }

  async function renew(forInstance: string): Promise<void> {
    const ticket = await fetchTicket(forInstance)
    if (ticket !== null) link?.send({ type: 'ticket', payload: { ticket } })
  }

  function handle(event: FrameEvent): void {
    cancelTimer()
    if (event.type === 'ticket_needed' && instance !== null) void renew(instance)
    options.onEvent(event)
  }

  const stopListening = page.listen((message) => {
    if (!page.isFrame(message.source) || message.origin !== options.facilityOrigin) return
    const ready = parseReadyMessage(message.data)
    if (ready && ready.instance !== instance) void connect(ready.instance)
  })

  return {
    close() {
      stopListening()
      link?.send({ type: 'close', payload: {} })
      endLink()
      instance = null
    },
  }
}
