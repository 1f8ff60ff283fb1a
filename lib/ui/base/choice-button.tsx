import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon'
import { Phrases } from './phrases'

type ChoiceButtonProps = Omit<ComponentProps<'button'>, 'className' | 'disabled' | 'title'> & {
  icon: IconName
  title: string
  detail: string
  /** A short mark, such as 「前回使用」. */
  mark?: string | undefined
  /** Why it cannot be chosen. It stays visible and readable, and can still be reached by keyboard. */
  unavailable?: string | undefined
  /** Where it works instead. */
  elsewhere?: string | undefined
}

/** One of a few ways to go on. */
export function ChoiceButton({
  icon,
  title,
  detail,
  mark,
  unavailable,
  elsewhere,
  onClick,
  ...rest
}: ChoiceButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={unavailable ? true : undefined}
      className="flex min-h-16 w-full items-center gap-[min(0.75rem,3vw)] rounded-md border border-line-strong bg-surface px-[min(1rem,4vw)] py-3 text-start hover:border-accent hover:bg-accent-soft aria-disabled:border-line aria-disabled:border-dashed aria-disabled:bg-sunken"
      onClick={unavailable ? undefined : onClick}
    >
      <Icon
        className={`size-[min(1.75rem,8vw)] shrink-0 ${unavailable ? 'text-ink-muted' : 'text-accent'}`}
        name={icon}
      />
      <span className="grid min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className={unavailable ? 'font-bold text-ink-muted' : 'font-bold'}>
            <Phrases text={title} />
          </span>
          {mark ? (
            <span className="rounded-full bg-accent-soft px-2 text-accent text-xs">
              <Phrases text={mark} />
            </span>
          ) : null}
        </span>
        <span className="text-ink-muted text-sm">
          <Phrases text={unavailable ?? detail} />
        </span>
        {unavailable && elsewhere ? (
          <span className="text-ink-muted text-sm">
            <Phrases text={elsewhere} />
          </span>
        ) : null}
      </span>
      {unavailable ? null : <Icon className="size-[min(1.25rem,5vw)] shrink-0 text-ink-muted" name="chevron_right" />}
    </button>
  )
}
