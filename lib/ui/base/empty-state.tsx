import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { Phrases } from './phrases'

type EmptyStateProps = { icon: IconName; heading: string; detail: string; children?: ReactNode }

/** Nothing to show yet: why, and what to do about it. */
export function EmptyState({ icon, heading, detail, children }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-3 rounded-lg border border-line border-dashed px-6 py-12 text-center">
      <Icon className="size-10 text-ink-muted" name={icon} />
      <p className="font-bold text-lg">
        <Phrases text={heading} />
      </p>
      <p className="max-w-prose text-ink-muted">
        <Phrases text={detail} />
      </p>
      {children}
    </div>
  )
}
