'use client'

import { type ComponentProps, useState } from 'react'
import { controlClass, Field, type FieldText, fieldAria } from './field'

type PasswordFieldProps = FieldText &
  Omit<ComponentProps<'input'>, 'className' | 'type'> & { showLabel: string; hideLabel: string }

/** A password that its owner can look at before sending it. */
export function PasswordField({ id, label, hint, error, showLabel, hideLabel, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field error={error} hint={hint} id={id} label={label}>
      <div className="relative">
        <input
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          {...fieldAria({ id, hint, error })}
          className={`${controlClass} pe-24`}
          type={shown ? 'text' : 'password'}
        />
        <button
          aria-controls={id}
          aria-pressed={shown}
          className="absolute inset-y-0 end-0 min-w-20 rounded-md px-3 font-bold text-accent text-sm hover:bg-accent-soft"
          onClick={() => setShown(!shown)}
          type="button"
        >
          {shown ? hideLabel : showLabel}
        </button>
      </div>
    </Field>
  )
}
