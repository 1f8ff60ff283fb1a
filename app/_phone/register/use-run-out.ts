import { useEffect } from 'react'
import { useCountdown } from '../shell/use-countdown'
import type { Registration } from './registration-api'

/** Seconds left of the registration. At 0 `onRunOut` is called once, but not while a ceremony is under way: its answer decides then. */
export function useRunOut(registration: Registration, working: boolean, onRunOut: () => void): number {
  const left = useCountdown(registration, registration.expires_in)
  const isOver = left === 0 && !working
  useEffect(() => {
    if (isOver) onRunOut()
  }, [isOver, onRunOut])
  return left
}
