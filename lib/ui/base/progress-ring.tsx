import type { ReactNode } from 'react'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { classNames } from './class-names'

type ProgressRingProps = {
  /** What is left, 0 to 1. */
  fraction: number
  /** Said by screen readers, such as 「残り時間は1分58秒です」. */
  label: string
  /** Shown inside the ring, such as `1:58`. */
  children?: ReactNode
  /** Turns to the caution colour; say so in the text as well. */
  urgent?: boolean
  className?: string
}

const RADIUS = 21
const LENGTH = 2 * Math.PI * RADIUS

/** Time or work left as a ring. Drawn with SVG attributes, so it needs no style attribute (CSP). */
export function ProgressRing({ fraction, label, children, urgent = false, className }: ProgressRingProps) {
  const left = Math.min(1, Math.max(0, fraction))
  return (
    <span
      aria-label={withoutPhraseBreaks(label)}
      aria-valuemax={100}
      aria-valuemin={0}
      aria-valuenow={Math.round(left * 100)}
      aria-valuetext={withoutPhraseBreaks(label)}
      className={classNames('relative inline-grid shrink-0 place-items-center', className ?? 'size-12')}
      role="progressbar"
    >
      <svg
        aria-hidden="true"
        className="col-start-1 row-start-1 size-full"
        fill="none"
        focusable="false"
        viewBox="0 0 48 48"
      >
        <circle className="stroke-line" cx="24" cy="24" r={RADIUS} strokeWidth="4" />
        <circle
          className={urgent ? 'stroke-caution' : 'stroke-accent'}
          cx="24"
          cy="24"
          r={RADIUS}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - left)}
          strokeLinecap="round"
          strokeWidth="4"
          transform="rotate(-90 24 24)"
        />
      </svg>
      <span aria-hidden="true" className="col-start-1 row-start-1 font-bold text-sm tabular-nums">
        {children}
      </span>
    </span>
  )
}
