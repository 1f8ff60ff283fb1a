import type { Answer, Problem } from '@/lib/browser/api-client'
import type { AcceptedInit } from '@/lib/embed-protocol/await-init'
import type { FrameCommand, FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { PortLink } from '@/lib/embed-protocol/port-link'
import type { FrameSession, FrameSignIn, FrameState, MethodChoice, QrEvent } from '@/lib/wire/frame'
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

export type FrameConnection = {
  startSignIn(method: MethodChoice['method']): Promise<void>
  cancelSignIn(): Promise<void>
  signOut(): Promise<void>
  /** The person has seen why an action failed. */
  dismissFault(): void
  tell(event: FrameEvent): void
  close(): void
}

const empty: FrameSnapshot = {
  session: null,
  state: null,
  stateAt: 0,
  qr: null,
  isStale: false,
  fault: null,
  faultDetail: '',
}
/** A new ticket is asked for this long before the bearer ends. */
const renewAheadSeconds = 60
const urgentStates: ReadonlySet<FrameSignIn['state']> = new Set(['starting', 'shown', 'claimed', 'redeeming'])
const noFault = { fault: null, faultDetail: '' }
const noStream: FrameStream = { refresh() {}, close() {} }

/**
 * The frame's life: handshake with the EMR page (E2–E4), ticket for bearer (E5), then whole states from the stream. A bearer that is
 * about to end is replaced by asking the page for a new ticket; without one nothing green is shown any more.
 */
export function openFrameConnection(parts: ConnectionParts): FrameConnection {
  let snapshot = empty
  let link: PortLink<FrameEvent> | null = null
  let parentOrigin = ''
  let stream = noStream
  let cancelRenewal = () => {}

  function change(changes: Partial<FrameSnapshot>): void {
    snapshot = { ...snapshot, ...changes }
    parts.onChange(snapshot)
  }

  /** A state that only repeats what was known, as each poll does, does not take the reason of a failure off the screen. */
  function takeState(state: FrameState): void {
    const known = snapshot.state
    if (known !== null && state.version < known.version) return
    const isNews = state.version !== known?.version || snapshot.session?.purpose === 'badge'
    const isSameSignIn = state.sign_in !== null && state.sign_in.id === snapshot.qr?.sign_in_id
    const qr = isSameSignIn && state.sign_in?.state === 'shown' ? snapshot.qr : null
    change({ state, stateAt: parts.now(), qr, ...(isNews ? noFault : {}) })
  }

  function takeSession(session: FrameSession): void {
    stream.close()
    cancelRenewal()
    change({ session, ...noFault, isStale: false })
    takeState(session.state)
    stream = parts.openStream(session.session_token, {
      onState: takeState,
      onQr: (qr) => {
        if (qr.sign_in_id === snapshot.state?.sign_in?.id) change({ qr })
      },
      onFreshness: (isStale) => change({ isStale }),
      isUrgent: () => urgentStates.has(snapshot.state?.sign_in?.state ?? 'signed_in'),
      onRefused: () => {
        change({ isStale: true })
        link?.send({ type: 'ticket_needed', payload: {} })
      },
    })
    const renewInSeconds = Math.max(1, session.expires_in - renewAheadSeconds)
    cancelRenewal = parts.after(renewInSeconds * 1000, () => link?.send({ type: 'ticket_needed', payload: {} }))
  }

  async function exchange(ticket: string): Promise<void> {
    const answer = await parts.api.exchange(ticket, parentOrigin)
    if (answer.ok) takeSession(answer.value)
    else fail(answer.problem)
  }

  function fail({ code, detail }: Pick<Problem, 'code' | 'detail'>): void {
    change({ fault: code, faultDetail: detail })
    link?.send({ type: 'error', payload: { code } })
  }

  async function act(call: (token: string) => Promise<Answer<FrameState>>): Promise<void> {
    const token = snapshot.session?.session_token
    if (token === undefined) return
    const answer = await call(token)
    if (!answer.ok) return fail(answer.problem)
    change(noFault)
    takeState(answer.value)
    stream.refresh()
  }

  const stopWaiting = parts.waitForInit((init) => {
    parentOrigin = init.unverifiedParentOrigin
    link = parts.openLink(init.port, {
      onCommand(command) {
        if (command.type === 'ticket') void exchange(command.payload.ticket)
        else close()
      },
      onFault: close,
    })
    void exchange(init.ticket)
  })

  function close(): void {
    stopWaiting()
    stream.close()
    cancelRenewal()
    link?.close()
    link = null
  }

  return {
    startSignIn: (method) => act((token) => parts.api.startSignIn(token, method)),
    cancelSignIn: async () => {
      const id = snapshot.state?.sign_in?.id
      if (id !== undefined) await act((token) => parts.api.cancelSignIn(token, id))
    },
    signOut: () => act((token) => parts.api.signOut(token)),
    dismissFault: () => change(noFault),
    tell: (event) => void link?.send(event),
    close,
  }
}
