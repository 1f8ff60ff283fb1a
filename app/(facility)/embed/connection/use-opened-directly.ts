'use client'

import { useEffect, useState } from 'react'

/** How long a page that no EMR has opened waits before it says so. */
const directlyAfterMs = 5_000

/** Whether the page is in no frame, and so will never get a ticket; false during its first five seconds. */
export function useOpenedDirectly(): boolean {
  const [isDirect, setIsDirect] = useState(false)
  useEffect(() => {
    if (window.parent !== window) return
    const timer = setTimeout(() => setIsDirect(true), directlyAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return isDirect
}
