import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconName } from './icon'
import { Phrases } from './phrases'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const tones: Record<NoticeTone, { icon: IconName; box: string; mark: string }> = {
  info: { icon: 'info', box: 'border-accent/35 bg-accent-soft', mark: 'text-accent' },
  success: { icon: 'check_circle', box: 'border-good/35 bg-good-soft', mark: 'text-good' },
  warning: { icon: 'alert', box: 'border-caution/40 bg-caution-soft', mark: 'text-caution' },
  danger: { icon: 'cross_circle', box: 'border-danger/35 bg-danger-soft', mark: 'text-danger' },
}

type NoticeProps = {
  tone: NoticeTone
  title?: string
  children?: ReactNode
  /** Announce it when it appears: `status` after an action, `alert` when something went wrong. */
  role?: 'status' | 'alert'
}

/** A message with icon and text; the colour only repeats what they say. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  const { icon, box, mark } = tones[tone]
  return (
    <div
      className={classNames('flex gap-[min(0.75rem,3vw)] rounded-md border p-[min(1rem,4vw)] text-ink', box)}
      role={role}
    >
      <Icon className={classNames('mt-0.5 size-6 shrink-0', mark)} name={icon} />
      <div className="grid min-w-0 gap-1">
        {title ? (
          <p className="font-bold">
            <Phrases text={title} />
          </p>
        ) : null}
        {typeof children === 'string' ? <Phrases text={children} /> : children}
      </div>
    </div>
  )
}
