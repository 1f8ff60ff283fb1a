import type { ReactNode } from 'react'
import { Icon } from './icon'
import { Phrases } from './phrases'

export type FieldText = {
  /** Id of the control; hint and error get ids made from it. */
  id: string
  label: string
  hint?: string | undefined
  /** What is wrong and how to put it right. Announced when it appears. */
  error?: string | undefined
}

/** Label, hint and error around one control. Give the control `controlClass` and `fieldAria(...)`. */
export function Field({ id, label, hint, error, children }: FieldText & { children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label className="font-bold" htmlFor={id}>
        <Phrases text={label} />
      </label>
      {hint ? (
        <p className="text-ink-muted text-sm" id={`${id}-hint`}>
          <Phrases text={hint} />
        </p>
      ) : null}
      {children}
      <p aria-live="polite" className="flex gap-1.5 text-danger text-sm empty:hidden" id={`${id}-error`}>
        {error ? (
          <>
            <Icon className="mt-0.5 size-4.5 shrink-0" name="alert" />
            <span className="font-bold">
              <Phrases text={error} />
            </span>
          </>
        ) : null}
      </p>
    </div>
  )
}

/** Look of every input, select and text area. At least 44 px high, text never under 16 px (iOS would zoom in). */
export const controlClass =
  'min-h-11.5 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-ink-muted aria-invalid:border-2 aria-invalid:border-danger disabled:bg-sunken'

/** Ties a control to its hint and error. */
export function fieldAria({ id, hint, error }: Pick<FieldText, 'id' | 'hint' | 'error'>) {
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined }
}
