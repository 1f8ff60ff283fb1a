import type { WindowMessage } from '@/lib/embed-protocol/await-init'
import { type FrameCommand, type FrameEvent, isFrameCommand } from '@/lib/embed-protocol/frame-messages'
import { createReadyMessage, type InitMessage } from '@/lib/embed-protocol/handshake'
import { openPortLink, type PortLink, type Schedule } from '@/lib/embed-protocol/port-link'
import { createPortPair } from '@/lib/embed-protocol/testing/port-pair'
import type { SessionPage } from '../frame/frame-session'

export const facilityOrigin = 'http://facility.localhost:3000'

export type FakeFrame = {
  page: SessionPage
  inits: InitMessage[]
  commands: FrameCommand[]
  /** Posts a window message as the frame would, or with `change` as somebody else would. */
  post(change: Partial<WindowMessage>): void
  announce(instance: string): void
  /** Sends a message on the port of the latest INIT. */
  say(event: FrameEvent): void
  isListenedTo(): boolean
}

/** A frame without a browser: it speaks the real protocol over a pair of ports in memory. */
export function createFakeFrame(schedule: Schedule): FakeFrame {
  const source = {}
  const listeners = new Set<(message: WindowMessage) => void>()
  const inits: InitMessage[] = []
  const commands: FrameCommand[] = []
  let link: PortLink<FrameEvent> | null = null

  const page: SessionPage = {
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    isFrame: (candidate) => candidate === source,
    connect(init) {
      const [parentPort, port] = createPortPair()
      inits.push(init)
      link = openPortLink<FrameEvent, FrameCommand>({
        port,
        accepts: isFrameCommand,
        onMessage: (command) => commands.push(command),
        onFault: () => {},
        onOverdue: () => {},
        schedule,
      })
      return parentPort
    },
  }

  function post(change: Partial<WindowMessage>): void {
    const message = { source, origin: facilityOrigin, data: null, ports: [], ...change }
    for (const listener of [...listeners]) listener(message)
  }

  return {
    page,
    inits,
    commands,
    post,
    announce: (instance) => post({ data: createReadyMessage(instance) }),
    say: (event) => void link?.send(event),
    isListenedTo: () => listeners.size > 0,
  }
}
