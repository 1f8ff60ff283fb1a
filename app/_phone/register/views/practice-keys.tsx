import { useEffect, useRef, useState } from 'react'
import { DigitEntry } from '@/lib/ui/base/digit-entry'
import { Phrases } from '@/lib/ui/base/phrases'
import { judgeNumber, newPracticeNumber, type Practice, typeDigits } from '../practice-number'
import type { RegisterTexts } from '../register-texts'

const digitsExpected = 2
/** As long as in the daily sign-in: the number can be taken back. */
const undoMs = 1_000

/** The number keys of the daily sign-in, under a sample of what the EMR shows. A wrong number costs nothing here. */
export function PracticeKeys({ text, onMatch }: { text: RegisterTexts['trial']; onMatch: () => void }) {
  const [sample] = useState(newPracticeNumber)
  const [practice, setPractice] = useState<Practice>(() => typeDigits(''))
  useJudgement(practice.digits, () => {
    const next = judgeNumber(practice.digits, sample)
    if (next === null) onMatch()
    else setPractice(next)
  })
  return (
    <>
      <figure className="flex flex-wrap items-center justify-center gap-x-4 rounded-md border border-line-strong border-dashed bg-surface px-3">
        <figcaption className="text-ink-muted text-xs">
          <Phrases text={text.sample} />
        </figcaption>
        <p className="font-bold text-2xl tabular-nums tracking-widest" data-testid="practice-number">
          {sample}
        </p>
      </figure>
      <div className="grid gap-2">
        <h2 className="text-center text-base">
          <Phrases text={text.number} />
        </h2>
        <DigitEntry
          labels={{
            keypad: text.keypadLabel,
            entered: text.entered,
            empty: text.emptyDigit,
            deleteDigit: text.deleteDigit,
          }}
          length={digitsExpected}
          onChange={(digits) => setPractice(typeDigits(digits))}
          value={practice.digits}
        />
        <p
          className={`text-center text-sm ${practice.isWrong ? 'font-bold text-danger' : 'text-ink-muted'}`}
          role="status"
        >
          <Phrases text={practice.isWrong ? text.wrong : text.hint} />
        </p>
      </div>
    </>
  )
}

function useJudgement(digits: string, judge: () => void): void {
  const latest = useRef(judge)
  useEffect(() => {
    latest.current = judge
  })
  useEffect(() => {
    if (digits.length < digitsExpected) return
    const timer = setTimeout(() => latest.current(), undoMs)
    return () => clearTimeout(timer)
  }, [digits])
}
