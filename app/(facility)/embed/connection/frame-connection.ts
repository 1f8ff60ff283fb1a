import type { Answer, Problem } from '@/lib/browser/api-client'
import type { FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { PortLink } from '@/lib/embed-protocol/port-link'
import type { FrameState, MethodChoice } from '@/lib/wire/frame'
import type { ConnectionParts } from './connection-parts'
import { createFrameSessions } from './frame-sessions'
import { createFrameState, noFault } from './frame-state'

export type FrameConnection = {
  startSignIn(method: MethodChoice['method']): Promise<void>
  cancelSignIn(): Promise<void>
  /** Asks for more time to read the code; where that fails the code stays, with its time. */
  extendSignIn(): Promise<void>
  signOut(): Promise<void>
  /** The person has seen why an action failed. */
  dismissFault(): void
  report(event: FrameEvent): void
  close(): void
}

/**
 * The frame's life: handshake with the EMR page (E2–E4), ticket for bearer (E5), then whole states from the stream. A bearer that is
 * about to end is replaced by asking the page for a new ticket; without one nothing green is shown any more.
 */
export function openFrameConnection(parts: ConnectionParts): FrameConnection {
  let link: PortLink<FrameEvent> | null = null
  let parentOrigin = ''
  const shown = createFrameState(parts)
  const session = createFrameSessions(parts, shown, () => link?.send({ type: 'ticket_needed', payload: {} }))

  async function exchange(ticket: string): Promise<void> {
    const answer = await parts.api.exchange(ticket, parentOrigin)
    if (answer.ok) session.open(answer.value)
    else fail(answer.problem)
  }

  function fail({ code, detail }: Pick<Problem, 'code' | 'detail'>): void {
    shown.change({ fault: code, faultDetail: detail })
    link?.send({ type: 'error', payload: { code } })
  }

  async function act(call: (token: string) => Promise<Answer<FrameState>>): Promise<void> {
    const token = shown.read().session?.session_token
    if (token === undefined) return
    const answer = await call(token)
    if (!answer.ok) return fail(answer.problem)
    shown.change(noFault)
    shown.take(answer.value)
    session.refresh()
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
    session.close()
    link?.close()
    link = null
  }

  return {
    startSignIn: (method) => act((token) => parts.api.startSignIn(token, method)),
    cancelSignIn: async () => {
      const id = shown.read().state?.sign_in?.id
      if (id !== undefined) await act((token) => parts.api.cancelSignIn(token, id))
    },
    async extendSignIn() {
      const { session: known, state } = shown.read()
      if (known === null || !state?.sign_in) return
      const answer = await parts.api.extendSignIn(known.session_token, state.sign_in.id)
      if (answer.ok) shown.take(answer.value)
      session.refresh()
    },
    signOut: () => act((token) => parts.api.signOut(token)),
    dismissFault: () => shown.change(noFault),
    report: (event) => void link?.send(event),
    close,
  }
}
