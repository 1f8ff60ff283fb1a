import type { ComponentProps } from 'react'
import { Icon, type IconName } from '../base/icon'
import type { StatusTone } from '../base/status-pill'

type FilterChipProps = Omit<ComponentProps<'button'>, 'className'> & {
  label: string
  /** Already formatted, such as 「12名」. */
  count: string
  pressed: boolean
  icon?: IconName
  tone?: StatusTone
}

const marks: Record<StatusTone, string> = {
  good: 'text-good',
  caution: 'text-caution',
  danger: 'text-danger',
  progress: 'text-accent',
  neutral: 'text-ink-muted',
  unknown: 'text-ink-muted',
}

/** A count that filters the list below it when pressed. */
export function FilterChip({ label, count, pressed, icon, tone = 'neutral', ...rest }: FilterChipProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={pressed}
      className="grid min-h-18 min-w-32 flex-1 gap-0.5 rounded-md border border-line bg-surface px-4 py-2.5 text-start shadow-card hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:ring-1 aria-pressed:ring-accent"
    >
      <span className="flex items-center gap-1.5 text-ink-muted text-sm">
        {icon ? <Icon className={`size-4.5 shrink-0 ${marks[tone]}`} name={icon} /> : null}
        {label}
      </span>
      <span className="font-bold text-xl tabular-nums">{count}</span>
    </button>
  )
}
