import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { classNames } from './class-names'
import { Phrases } from './phrases'

type StepsProps = {
  /** Name of the whole, for screen readers. */
  label: string
  names: readonly string[]
  /** Counted from 1; 0 before the first. */
  current: number
  /** The last step is over too. */
  isDone?: boolean
  /** Such as the name of the current step. */
  heading: string
  /** Such as 「3ステップ中 2」, already filled. */
  positionText: string
}

/** Where one is on the way through several pages. On a narrow screen only the current step is named. */
export function Steps({ label, names, current, isDone = false, heading, positionText }: StepsProps) {
  return (
    <section aria-label={withoutPhraseBreaks(label)} className="grid gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-ink-muted text-sm">
        <span className="font-bold text-ink">
          <Phrases text={heading} />
        </span>
        <span className="tabular-nums">
          <Phrases text={positionText} />
        </span>
      </p>
      <ol className="flex gap-1.5">
        {names.map((name, index) => (
          <li
            aria-current={index + 1 === current && !isDone ? 'step' : undefined}
            className={classNames('h-1.5 flex-1 rounded-full', index < current ? 'bg-accent' : 'bg-line')}
            key={name}
          >
            <span className="sr-only">
              <Phrases text={name} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
