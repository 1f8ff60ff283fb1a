import { type ChangeEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { regroupTyped } from '@/lib/kernel/card-password-form'
import { controlClass, Field, type FieldText, fieldAria } from '@/lib/ui/base/field'

type CardPasswordFieldProps = FieldText & {
  value: string
  onChange: (value: string) => void
  showLabel: string
  hideLabel: string
  field: RefObject<HTMLInputElement | null>
}

/**
 * The password of a notification card, readable and in the groups of the printed slip, so that it can be compared with it
 * letter by letter; it can be hidden. `inputMode` asks a Japanese phone for its Latin keyboard, which a readable field does
 * not get by itself.
 */
export function CardPasswordField(props: CardPasswordFieldProps) {
  const { id, label, hint, error, value, field, showLabel, hideLabel } = props
  const [isShown, setShown] = useState(true)
  const change = useRegrouping(props)
  return (
    <Field error={error} hint={hint} id={id} label={label}>
      <div className="relative">
        <input
          {...change}
          {...fieldAria({ id, hint, error })}
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect="off"
          className={`${controlClass} pe-20 font-mono text-lg tracking-wider`}
          enterKeyHint="go"
          inputMode="email"
          maxLength={128}
          ref={field}
          spellCheck={false}
          type={isShown ? 'text' : 'password'}
          value={value}
        />
        <button
          aria-controls={id}
          aria-pressed={isShown}
          className="absolute inset-y-0 end-0 min-w-16 rounded-md px-3 font-bold text-accent text-sm hover:bg-accent-soft"
          onClick={() => setShown(!isShown)}
          type="button"
        >
          {isShown ? hideLabel : showLabel}
        </button>
      </div>
    </Field>
  )
}

/** Groups each stroke and keeps the caret behind its letter. While a Japanese input method composes, nothing is changed under it. */
function useRegrouping({ value, onChange, field }: Pick<CardPasswordFieldProps, 'value' | 'onChange' | 'field'>) {
  const caret = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: React puts the caret at the end whenever the value was changed
  useLayoutEffect(() => {
    if (caret.current === null) return
    field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  }, [value])
  const regroup = ({ value: typed, selectionStart }: HTMLInputElement) => {
    const grouped = regroupTyped(typed, selectionStart ?? typed.length)
    caret.current = grouped.caret
    onChange(grouped.text)
  }
  return {
    onChange: ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) =>
      'isComposing' in nativeEvent && nativeEvent.isComposing ? onChange(target.value) : regroup(target),
    onCompositionEnd: ({ currentTarget }: { currentTarget: HTMLInputElement }) => regroup(currentTarget),
  }
}
