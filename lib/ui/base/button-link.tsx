import type { ComponentProps } from 'react'
import { type ButtonStyle, buttonClass } from './button-class'
import { PhrasesIn } from './phrases'

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({
  variant,
  size,
  block,
  children,
  ...rest
}: Omit<ComponentProps<'a'>, 'className'> & ButtonStyle) {
  return (
    <a data-button="" {...rest} className={buttonClass({ variant, size, block })}>
      <PhrasesIn>{children}</PhrasesIn>
    </a>
  )
}
