import type { ReactNode } from 'react'
import { ScrollCue } from './scroll-cue'

type FramePageProps = {
  /** Said by screen readers and shown small on top, such as the product's name and who it is for. */
  header?: ReactNode
  children: ReactNode
  /** Ways out; stays at the lower edge when there is room. */
  footer?: ReactNode
}

/** A page inside another application's frame: 420×560 as designed, scrolls inside itself down to 320×480. */
export function FramePage({ header, children, footer }: FramePageProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-105 flex-col gap-3 bg-surface p-[min(1rem,4vw)] min-[25rem]:p-5">
      {header ? (
        <header className="flex flex-wrap items-center justify-between gap-x-2 text-ink-muted text-sm">{header}</header>
      ) : null}
      <main className="flex flex-1 flex-col gap-4" id="content">
        {children}
      </main>
      {footer ? <footer className="flex flex-wrap items-center justify-between gap-2">{footer}</footer> : null}
      <ScrollCue />
    </div>
  )
}
