import { useEffect, useRef } from 'react'
import { useCountdown } from '../shell/use-countdown'
import type { MyPage } from './my-api'

/** A token may also be ended elsewhere: on another phone, or by signing out in the EMR. */
const rereadMs = 30_000

/**
 * Keeps an open page true. Returns the seconds since `page` was read, by a steady clock, and reads it again when its
 * session or a token runs out, every half minute while it is on screen, and when it comes back on screen.
 */
export function useFreshPage(page: MyPage, refresh: () => void): number {
  const { session_expires_in: sessionSeconds, tokens } = page
  const elapsed = sessionSeconds - useCountdown(page, sessionSeconds)
  const hasRunOut = elapsed >= sessionSeconds || tokens.some((token) => elapsed >= token.expires_in)
  useEffect(() => {
    if (hasRunOut) refresh()
  }, [hasRunOut, refresh])
  const latest = useRef(refresh)
  useEffect(() => {
    latest.current = refresh
  })
  useEffect(() => {
    const reread = () => {
      if (document.visibilityState === 'visible') latest.current()
    }
    const timer = setInterval(reread, rereadMs)
    document.addEventListener('visibilitychange', reread)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', reread)
    }
  }, [])
  return elapsed
}
