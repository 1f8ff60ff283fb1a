'use client'

import { useEffect, useState } from 'react'

/**
 * Counts down whole seconds from what the server said, on the page's steady clock: the terminal's wall clock never decides.
 * `receivedAt` is `performance.now()` of the moment the server's seconds arrived.
 */
export function useSecondsLeft(serverSeconds: number, receivedAt: number): number {
  const [now, setNow] = useState(receivedAt)
  useEffect(() => {
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil(serverSeconds - Math.max(0, now - receivedAt) / 1000))
}
