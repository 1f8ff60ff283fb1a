import type { Notifications } from '@/lib/db/notifications'

/** Lets a repeated request wait for the one that has the turn. */
export type TurnWaiter = {
  /** Waits for a notification about the request; false on timeout. The first call returns at once: read the request again. */
  wait(requestId: string): Promise<boolean>
  end(): void
}

/** Times out after `ms` in all; nothing is subscribed before the first wait. */
export function createTurnWaiter(notifications: Notifications, ms: number): TurnWaiter {
  const deadline = performance.now() + ms
  let unsubscribe: (() => void) | undefined
  let isNotified = false
  let wake = () => {}
  const notify = () => {
    isNotified = true
    wake()
  }
  return {
    async wait(requestId) {
      if (unsubscribe === undefined) {
        unsubscribe = await notifications.subscribe('facility_signing_request', requestId, notify, notify)
        return true
      }
      const leftMs = deadline - performance.now()
      if (!isNotified && leftMs > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, leftMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      const wasNotified = isNotified
      isNotified = false
      return wasNotified
    },
    end: () => unsubscribe?.(),
  }
}
