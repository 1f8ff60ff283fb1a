import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { Button } from '@/lib/ui/base/button'
import { DigitEntry } from '@/lib/ui/base/digit-entry'
import { DecisionActions } from './decision-actions'
import { NumberChoice } from './number-choice'
import { SetbackNotice } from './setback-notice'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

const digitsExpected = 2

/** The number on the EMR screen, typed or picked. It can be given once only, so it is sent by a button of its own (Q7). */
export function NumberView({ shell, texts, page, state }: ViewProps<'number'>) {
  const { number } = texts
  const { claim, digits, working, setback } = state
  const isTyped = claim.number_matching === 'type'
  return (
    <PhoneShell
      actions={
        <DecisionActions page={page} texts={texts} working={working}>
          <Button
            block
            busy={working}
            busyLabel={number.checking}
            disabled={digits.length < digitsExpected}
            onClick={() => page.sendNumber(digits)}
            size="large"
          >
            {number.confirm}
          </Button>
        </DecisionActions>
      }
      texts={shell}
    >
      <h1 className="text-xl" id="number-heading">
        {isTyped ? number.heading : number.chooseHeading}
      </h1>
      <TimeLeft claim={claim} onRunOut={page.runOut} shell={shell} texts={texts} />
      {isTyped ? (
        <DigitEntry
          disabled={working}
          labels={{
            keypad: number.keypadLabel,
            entered: number.entered,
            empty: number.emptyDigit,
            deleteDigit: number.deleteDigit,
          }}
          length={digitsExpected}
          onChange={page.changeDigits}
          value={digits}
        />
      ) : (
        <NumberChoice
          choices={claim.choices}
          disabled={working}
          labelledBy="number-heading"
          onChange={page.changeDigits}
          value={digits}
        />
      )}
      <SetbackNotice setback={setback} shell={shell} texts={texts} />
      <p className="text-center text-ink-muted text-sm">{number.onlyOnce}</p>
    </PhoneShell>
  )
}
