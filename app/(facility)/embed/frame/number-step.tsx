import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { Announcement } from '@/lib/ui/base/announcement'
import { Button } from '@/lib/ui/base/button'
import { Icon } from '@/lib/ui/base/icon'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { TimeLeft } from './time-left'

const wholeSeconds = 300
const urgentSeconds = 30

type NumberStepProps = {
  texts: Messages['frame']
  locale: Locale
  /** `null` once the phone has given it. */
  matchNumber: string | null
  secondScans: number
  secondsLeft: number
  secondsAt: number
  onCancel: () => void
}

/** The code has given way to the number that the doctor types on the phone; the number goes once it was given (rule Q8). */
export function NumberStep(props: NumberStepProps) {
  const { texts, locale, matchNumber, secondScans, secondsLeft, secondsAt, onCancel } = props
  const { claimed } = texts
  const spoken = withoutPhraseBreaks(
    matchNumber === null ? claimed.matched : fill(claimed.numberLabel, { digits: [...matchNumber].join(' ') }),
  )
  return (
    <section
      aria-labelledby="number-heading"
      className="grid flex-1 content-start justify-items-center gap-4 text-center"
    >
      <h1 className="text-lg" id="number-heading">
        <Phrases text={matchNumber === null ? claimed.matched : claimed.heading} />
      </h1>
      {matchNumber === null ? (
        <Icon className="size-24 text-good" name="fingerprint" />
      ) : (
        <p
          aria-label={spoken}
          className="font-bold text-[6.5rem] leading-tight tabular-nums tracking-widest"
          data-testid="match-number"
          role="img"
        >
          {matchNumber}
        </p>
      )}
      <Announcement text={spoken} />
      <p className="text-ink-muted text-sm">
        <Phrases text={matchNumber === null ? claimed.matchedHint : claimed.hint} />
      </p>
      {secondScans > 0 ? (
        <Notice role="alert" tone="warning">
          <p className="text-start text-sm">
            <Phrases text={claimed.secondScan} />
          </p>
        </Notice>
      ) : null}
      <TimeLeft
        hint={matchNumber === null ? claimed.waiting : claimed.waitingForNumber}
        locale={locale}
        secondsAt={secondsAt}
        secondsLeft={secondsLeft}
        texts={texts}
        urgentSeconds={urgentSeconds}
        wholeSeconds={wholeSeconds}
      />
      <Button onClick={onCancel} variant="secondary">
        {claimed.cancel}
      </Button>
    </section>
  )
}
