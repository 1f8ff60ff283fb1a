type NumberChoiceProps = {
  choices: readonly string[]
  value: string
  disabled: boolean
  labelledBy: string
  onChange: (number: string) => void
}

/** A few large numbers, one to pick; picking sends nothing yet. Native radio buttons: arrow keys and screen readers work. */
export function NumberChoice({ choices, value, disabled, labelledBy, onChange }: NumberChoiceProps) {
  return (
    <div aria-labelledby={labelledBy} className="grid grid-cols-3 gap-3" role="radiogroup">
      {choices.map((choice) => (
        <label
          className="grid min-h-24 place-items-center rounded-md border-2 border-line-strong bg-surface font-bold text-2xl tabular-nums shadow-card has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
          key={choice}
        >
          <input
            checked={choice === value}
            className="sr-only"
            disabled={disabled}
            name="number"
            onChange={() => onChange(choice)}
            type="radio"
            value={choice}
          />
          {choice}
        </label>
      ))}
    </div>
  )
}
