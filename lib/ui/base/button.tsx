import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonStyle, buttonClass } from './button-class'
import { PhrasesIn } from './phrases'
import { Spinner } from './spinner'

export type ButtonProps = Omit<ComponentProps<'button'>, 'className'> &
  ButtonStyle & {
    /** Work is under way: the button keeps its place and focus, says so, and ignores presses. Client components only. */
    busy?: boolean
    /** Replaces the label while busy. */
    busyLabel?: string
  }

export function Button({ variant, size, block, busy = false, busyLabel, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonClass({ variant, size, block })}
      onClick={busy ? ignore : onClick}
    >
      {busy ? <Spinner /> : null}
      <PhrasesIn>{busy && busyLabel ? busyLabel : children}</PhrasesIn>
    </button>
  )
}

function ignore(event: MouseEvent): void {
  event.preventDefault()
}
