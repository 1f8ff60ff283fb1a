import { useEffect } from 'react'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { fill } from '@/lib/messages/fill'
import { formatDuration } from '@/lib/messages/remaining-time'
import { DigitEntry } from '@/lib/ui/base/digit-entry'
import { Phrases } from '@/lib/ui/base/phrases'
import { isServiceFault, type Setback } from '../sign-in-state'
import type { SignInTexts } from '../sign-in-texts'
import { ClaimFacts } from './claim-facts'
import { DecisionActions } from './decision-actions'
import { NumberChoice } from './number-choice'
import { TimeLeft } from './time-left'
import type { ViewProps } from './view-props'

const digitsExpected = 2
/** In this time the number can be taken back; it may be given once only (Q7). */
const undoMs = 1_000

/** Who asks, where, and the digits of the EMR screen, on one screen (Q8). The last digit leads on to the biometrics. */
export function NumberView({ shell, texts, page, state }: ViewProps<'number'>) {
  const { number, context } = texts
  const { claim, digits, working, setback } = state
  const isTyped = claim.number_matching === 'type'
  const timeLeft = <TimeLeft claim={claim} onRunOut={page.runOut} shell={shell} texts={texts} />
  useSendingAfterUndo(state, page.sendNumber)
  return (
    <PhoneShell actions={<DecisionActions page={page} texts={texts} working={working} />} dense texts={shell}>
      <h1 className="text-lg">
        <Phrases text={context.heading} />
      </h1>
      <ClaimFacts claim={claim} texts={texts} />
      {setback === null ? (
        <p className="text-sm leading-snug">
          <Phrases text={context.caution} />
        </p>
      ) : (
        <p className="font-bold text-danger text-sm leading-snug" role="alert">
          <Phrases text={fill(number.again, { title: titleOf(setback, texts) })} />
        </p>
      )}
      <div className="grid gap-2 short:gap-1">
        <NumberHeading isTyped={isTyped} number={number} state={state} />
        {isTyped ? (
          <DigitEntry
            before={timeLeft}
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
          <>
            {timeLeft}
            <NumberChoice
              againLabel={number.chooseAgain}
              choices={claim.choices}
              disabled={working}
              labelledBy="number-heading"
              onChange={page.changeDigits}
              value={digits}
            />
          </>
        )}
      </div>
      <p className="text-ink-muted text-sm">
        <Phrases text={isTyped ? number.hint : number.chooseHint} />
      </p>
      <p className="text-ink-muted text-sm">
        <Phrases
          text={fill(context.consequence, { duration: formatDuration(claim.token_hours * 3600, shell.locale) })}
        />
      </p>
    </PhoneShell>
  )
}

function titleOf(setback: Setback, { failures }: SignInTexts): string {
  if ('failure' in setback) return failures.ceremony_failed.title
  return isServiceFault(setback.problem) ? failures.unavailable.title : setback.problem.title
}

type HeadingProps = Pick<ViewProps<'number'>, 'state'> & {
  number: ViewProps<'number'>['texts']['number']
  isTyped: boolean
}

/** What to do, and in its place what the last digit is doing; read out as it changes. */
function NumberHeading({ state: { digits, working }, number, isTyped }: HeadingProps) {
  const isComplete = digits.length >= digitsExpected
  const sending = working ? number.checking : isTyped ? number.sending : number.chooseSending
  return (
    <div className="grid min-h-6 text-center">
      <h2 className={isComplete ? 'sr-only' : 'text-sm leading-6'} id="number-heading">
        <Phrases text={isTyped ? number.heading : number.chooseHeading} />
      </h2>
      <p className="text-accent text-sm leading-6" role="status">
        {isComplete ? <Phrases text={sending} /> : null}
      </p>
    </div>
  )
}

function useSendingAfterUndo({ digits, working }: ViewProps<'number'>['state'], send: (number: string) => void): void {
  useEffect(() => {
    if (working || digits.length < digitsExpected) return
    const timer = setTimeout(() => send(digits), undoMs)
    return () => clearTimeout(timer)
  }, [digits, working, send])
}
