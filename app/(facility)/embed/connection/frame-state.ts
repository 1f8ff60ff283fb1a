import type { FrameState } from '@/lib/wire/frame'
import type { ConnectionParts, FrameSnapshot } from './connection-parts'

export const noFault = { fault: null, faultDetail: '' }

const empty: FrameSnapshot = { session: null, state: null, stateAt: 0, qr: null, isStale: false, ...noFault }

export type ShownState = {
  read(): FrameSnapshot
  change(changes: Partial<FrameSnapshot>): void
  /** Takes a state of the server, unless it is older than what is known. */
  take(state: FrameState): void
}

/** What the screen shows, reported at each change. */
export function createFrameState({ now, onChange }: Pick<ConnectionParts, 'now' | 'onChange'>): ShownState {
  let snapshot = empty

  function change(changes: Partial<FrameSnapshot>): void {
    snapshot = { ...snapshot, ...changes }
    onChange(snapshot)
  }

  return {
    read: () => snapshot,
    change,
    /** A state that only repeats what was known, as each poll does, does not take the reason of a failure off the screen. */
    take(state) {
      const known = snapshot.state
      if (known !== null && state.version < known.version) return
      const isNews = state.version !== known?.version || snapshot.session?.purpose === 'badge'
      const isSameSignIn = state.sign_in !== null && state.sign_in.id === snapshot.qr?.sign_in_id
      const qr = isSameSignIn && state.sign_in?.state === 'shown' ? snapshot.qr : null
      change({ state, stateAt: now(), qr, ...(isNews ? noFault : {}) })
    },
  }
}
