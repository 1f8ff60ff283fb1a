import { Button } from '@/lib/ui/base/button'

type NumberChoiceProps = {
  choices: readonly string[]
  value: string
  disabled: boolean
  labelledBy: string
  againLabel: string
  onChange: (number: string) => void
}

/** A few large numbers, one to pick. Buttons, not radio buttons: arrow keys would choose each number they pass. */
export function NumberChoice({ choices, value, disabled, labelledBy, againLabel, onChange }: NumberChoiceProps) {
  const isChosen = value !== ''
  return (
    <div className="grid gap-3">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend; the heading above names the group */}
      <div aria-labelledby={labelledBy} className="grid grid-cols-3 gap-3" role="group">
        {choices.map((choice) => (
          <button
            aria-disabled={isChosen || disabled || undefined}
            aria-pressed={choice === value}
            className="grid min-h-20 place-items-center rounded-md border-2 border-line-strong bg-surface font-bold text-2xl tabular-nums shadow-card aria-pressed:border-accent aria-pressed:bg-accent-soft"
            key={choice}
            onClick={() => (isChosen || disabled ? undefined : onChange(choice))}
            type="button"
          >
            {choice}
          </button>
        ))}
      </div>
      {isChosen ? (
        <Button block disabled={disabled} onClick={() => onChange('')} variant="secondary">
          {againLabel}
        </Button>
      ) : null}
    </div>
  )
}
