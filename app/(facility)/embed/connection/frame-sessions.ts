import type { FrameSession, FrameSignIn } from '@/lib/wire/frame'
import type { ConnectionParts, FrameStream } from './connection-parts'
import { noFault, type ShownState } from './frame-state'

/** A new ticket is asked for this long before the bearer ends. */
const renewAheadSeconds = 60
const urgentStates: ReadonlySet<FrameSignIn['state']> = new Set(['starting', 'shown', 'claimed', 'redeeming'])
const noStream: FrameStream = { refresh() {}, close() {} }

export type FrameSessions = {
  /** Shows the session and reads its stream instead of the one before. */
  open(session: FrameSession): void
  /** Asks for the state at once where events do not pass. */
  refresh(): void
  close(): void
}

/** One session after the other of a frame; `askForTicket` is called before a bearer ends, and when the server refuses it. */
export function createFrameSessions(
  parts: Pick<ConnectionParts, 'openStream' | 'after'>,
  shown: ShownState,
  askForTicket: () => void,
): FrameSessions {
  let stream = noStream
  let cancelRenewal = () => {}

  function close(): void {
    stream.close()
    cancelRenewal()
  }

  return {
    open(session) {
      close()
      shown.change({ session, ...noFault, isStale: false })
      shown.take(session.state)
      stream = parts.openStream(session.session_token, {
        onState: shown.take,
        onQr: (qr) => {
          if (qr.sign_in_id === shown.read().state?.sign_in?.id) shown.change({ qr })
        },
        onFreshness: (isStale) => shown.change({ isStale }),
        isUrgent: () => urgentStates.has(shown.read().state?.sign_in?.state ?? 'signed_in'),
        onRefused: () => {
          shown.change({ isStale: true })
          askForTicket()
        },
      })
      const renewInSeconds = Math.max(1, session.expires_in - renewAheadSeconds)
      cancelRenewal = parts.after(renewInSeconds * 1000, askForTicket)
    },
    refresh: () => stream.refresh(),
    close,
  }
}
