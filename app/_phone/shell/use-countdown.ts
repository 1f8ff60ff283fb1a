import { useEffect, useState } from 'react'

/**
 * Whole seconds left of what the server said a moment ago, counted with the monotonic clock: the phone's own time of day
 * may be wrong and is never asked. A new `source` starts the count again.
 */
export function useCountdown(source: object, seconds: number): number {
  const [left, setLeft] = useState(seconds)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same number in a later answer starts the count again
  useEffect(() => {
    const startedAt = performance.now()
    const tick = () => setLeft(Math.max(0, Math.ceil(seconds - (performance.now() - startedAt) / 1000)))
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [source, seconds])
  return left
}
