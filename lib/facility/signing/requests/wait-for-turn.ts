import type { Notifications } from '@/lib/db/notifications'

/** How long a repeated request waits for the one that is worked on. */
export type Patience = {
  /** Waits until something is told about the request; false when the time is over. The first call returns at once: look again. */
  wait(requestId: string): Promise<boolean>
  end(): void
}

/** Patience of `ms` in all; nothing is subscribed before the first wait. */
export function createPatience(notifications: Notifications, ms: number): Patience {
  const deadline = performance.now() + ms
  let unsubscribe: (() => void) | undefined
  let told = false
  let wake = () => {}
  const tell = () => {
    told = true
    wake()
  }
  return {
    async wait(requestId) {
      if (unsubscribe === undefined) {
        unsubscribe = await notifications.subscribe('facility_signing_request', requestId, tell, tell)
        return true
      }
      const leftMs = deadline - performance.now()
      if (!told && leftMs > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, leftMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      const wasTold = told
      told = false
      return wasTold
    },
    end: () => unsubscribe?.(),
  }
}
