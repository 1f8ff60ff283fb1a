import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconName } from './icon'
import { Phrases } from './phrases'

type OutcomeProps = {
  tone: 'success' | 'warning' | 'danger' | 'info'
  heading: string
  /** Level of the heading: 1 where the outcome is the whole page. */
  level?: 1 | 2
  children?: ReactNode
}

const looks: Record<OutcomeProps['tone'], { icon: IconName; disc: string }> = {
  success: { icon: 'check', disc: 'bg-good-solid text-on-good' },
  warning: { icon: 'alert', disc: 'bg-caution-solid text-on-caution' },
  danger: { icon: 'cross', disc: 'bg-danger-solid text-on-danger' },
  info: { icon: 'info', disc: 'bg-accent text-on-accent' },
}

/** How something ended, to be taken in at a glance: a large mark, one line, then the details. Announced when it appears. */
export function Outcome({ tone, heading, level = 1, children }: OutcomeProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  const { icon, disc } = looks[tone]
  return (
    <div
      className="grid justify-items-center gap-3 text-balance text-center"
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <span className={classNames('grid size-16 place-items-center rounded-full', disc)}>
        <Icon className="size-9" name={icon} />
      </span>
      <Heading className="text-xl">
        <Phrases text={heading} />
      </Heading>
      {children}
    </div>
  )
}
