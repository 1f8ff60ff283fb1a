import type { ComponentProps } from 'react'
import { controlClass, Field, type FieldText, fieldAria } from './field'

/** One line of text with label, hint and error. */
export function TextField({ id, label, hint, error, ...rest }: FieldText & Omit<ComponentProps<'input'>, 'className'>) {
  return (
    <Field error={error} hint={hint} id={id} label={label}>
      <input type="text" {...rest} {...fieldAria({ id, hint, error })} className={controlClass} />
    </Field>
  )
}
