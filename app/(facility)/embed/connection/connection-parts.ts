import type { AcceptedInit } from '@/lib/embed-protocol/await-init'
import type { FrameCommand, FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { PortLink } from '@/lib/embed-protocol/port-link'
import type { FrameSession, FrameState, QrEvent } from '@/lib/wire/frame'
import type { FrameApi } from './frame-api'

/** What the screen shows of the connection; replaced, never changed. */
export type FrameSnapshot = {
  session: FrameSession | null
  state: FrameState | null
  /** `performance.now()` when `state` arrived. */
  stateAt: number
  qr: QrEvent | null
  /** Neither stream nor polling brings anything: what is shown may be old. */
  isStale: boolean
  /** Error code that ended or hinders the connection; null while all is well. */
  fault: string | null
  /** Localised text of the fault, when the server gave one. */
  faultDetail: string
}

export type StreamHandlers = {
  onState(state: FrameState): void
  onQr(qr: QrEvent): void
  onFreshness(isStale: boolean): void
  /** Somebody looks at a code or waits for an answer on the phone. */
  isUrgent(): boolean
  /** The server no longer takes the bearer. */
  onRefused(): void
}

export type FrameStream = {
  /** Asks at once where events do not pass. */
  refresh(): void
  close(): void
}

export type ConnectionParts = {
  api: FrameApi
  waitForInit(onInit: (init: AcceptedInit) => void): () => void
  openLink(
    port: MessagePort,
    handlers: { onCommand(command: FrameCommand): void; onFault(): void },
  ): PortLink<FrameEvent>
  openStream(token: string, handlers: StreamHandlers): FrameStream
  now(): number
  after(delayMs: number, run: () => void): () => void
  onChange(snapshot: FrameSnapshot): void
}
