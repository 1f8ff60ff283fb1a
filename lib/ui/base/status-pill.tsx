import { classNames } from './class-names'
import { Icon, type IconName } from './icon'
import { Phrases } from './phrases'

/** good, caution, danger; progress: under way; neutral: not begun; unknown: no fresh answer, never shown as good. */
export type StatusTone = 'good' | 'caution' | 'danger' | 'progress' | 'neutral' | 'unknown'

const icons: Record<StatusTone, IconName> = {
  good: 'check_circle',
  caution: 'alert',
  danger: 'lock',
  progress: 'clock',
  neutral: 'minus_circle',
  unknown: 'question',
}

const soft: Record<StatusTone, string> = {
  good: 'bg-good-soft text-good',
  caution: 'bg-caution-soft text-caution',
  danger: 'bg-danger-soft text-danger',
  progress: 'bg-accent-soft text-accent',
  neutral: 'bg-sunken text-ink-muted',
  unknown: 'bg-sunken text-ink-muted',
}

const solid: Record<StatusTone, string> = {
  good: 'bg-good-solid text-on-good',
  caution: 'bg-caution-solid text-on-caution',
  danger: 'bg-danger-solid text-on-danger',
  progress: 'bg-accent text-on-accent',
  neutral: 'border border-line-strong bg-sunken text-ink-muted',
  unknown: 'border border-line-strong border-dashed bg-sunken text-ink-muted',
}

export type StatusPillProps = {
  tone: StatusTone
  text: string
  /** Overrides the icon of the tone, so that two states of one tone differ without colour. */
  icon?: IconName
  /** soft: in lists, many at once. solid: one, to be seen from a distance. */
  emphasis?: 'soft' | 'solid'
}

/** A state as icon, text and colour, in this order of importance (WCAG 2.2 SC 1.4.1). */
export function StatusPill({ tone, text, icon, emphasis = 'soft' }: StatusPillProps) {
  return (
    <span className={statusPillClass(tone, emphasis)}>
      <Icon className={emphasis === 'soft' ? 'size-4 shrink-0' : 'size-5 shrink-0'} name={icon ?? icons[tone]} />
      <span className="tabular-nums">
        <Phrases text={text} />
      </span>
    </span>
  )
}

/** The same look for a button or link that shows a state. */
export function statusPillClass(tone: StatusTone, emphasis: 'soft' | 'solid'): string {
  return classNames(
    'inline-flex max-w-full items-center gap-1.5 rounded-full font-bold',
    emphasis === 'soft' ? 'px-2.5 py-0.5 text-sm' : 'min-h-9 px-3.5 py-1 text-base',
    emphasis === 'soft' ? soft[tone] : solid[tone],
  )
}
