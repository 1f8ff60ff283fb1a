import { classNames } from './class-names'

/** primary: the one thing to do here. danger: ends or removes something. quiet: a way out that should not compete. */
export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet'

export type ButtonStyle = {
  variant?: ButtonVariant | undefined
  /** large: one-hand use on a phone (56 px). Every size is at least 44 px high. */
  size?: 'medium' | 'large' | undefined
  /** As wide as its container. */
  block?: boolean | undefined
}

const variants: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-on-accent shadow-card hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-muted disabled:shadow-none',
  secondary:
    'border border-line-strong bg-surface text-ink hover:bg-sunken disabled:border-line disabled:text-ink-muted',
  danger: 'bg-danger-solid text-on-danger hover:bg-danger-solid-hover disabled:bg-sunken disabled:text-ink-muted',
  quiet: 'text-accent hover:bg-accent-soft disabled:text-ink-muted',
}

/** The look shared by `Button` and `ButtonLink`. */
export function buttonClass({ variant = 'primary', size = 'medium', block = false }: ButtonStyle): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-md text-center font-bold no-underline transition-colors',
    'aria-disabled:opacity-70 print:hidden',
    size === 'large' ? 'min-h-14 px-6 py-3 text-lg' : 'min-h-11 px-4 py-2 text-base',
    block && 'w-full',
    variants[variant],
  )
}
