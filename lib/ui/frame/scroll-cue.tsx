'use client'

import { useEffect, useState } from 'react'
import { Icon } from '../base/icon'

/** Shows at the lower edge that the page goes on below: a frame has no room for a bar that is always there. */
export function ScrollCue() {
  const [isMore, setIsMore] = useState(false)
  useEffect(() => {
    const root = document.documentElement
    const update = () => setIsMore(root.scrollHeight - root.clientHeight - window.scrollY > 8)
    const observer = new ResizeObserver(update)
    observer.observe(document.body)
    observer.observe(root)
    window.addEventListener('scroll', update, { passive: true })
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', update)
    }
  }, [])
  if (!isMore) return null
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-x-0 bottom-0 grid h-8 place-items-center border-line border-t bg-surface text-ink-muted"
      data-testid="scroll-cue"
    >
      <Icon className="size-5" name="chevron_down" />
    </div>
  )
}
