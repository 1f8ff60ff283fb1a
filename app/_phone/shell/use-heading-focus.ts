import { useEffect, useRef } from 'react'

/** Moves the focus to the heading of each new step, so that a screen reader begins there and the keyboard continues there. */
export function useHeadingFocus(step: string): void {
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [step])
}
