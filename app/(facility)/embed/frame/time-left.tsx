import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { formatCountdown, formatRemainingMinutes } from '@/lib/messages/remaining-time'
import { Announcement } from '@/lib/ui/base/announcement'
import { Phrases } from '@/lib/ui/base/phrases'
import { ProgressRing } from '@/lib/ui/base/progress-ring'
import { useSecondsLeft } from '../connection/use-seconds-left'

type TimeLeftProps = {
  texts: Messages['frame']
  locale: Locale
  secondsLeft: number
  /** `performance.now()` when `secondsLeft` arrived. */
  secondsAt: number
  wholeSeconds: number
  /** From here on the ring turns to the caution colour, and screen readers hear once that it ends soon. */
  urgentSeconds: number
  /** What is being waited for. */
  hint: string
}

/** The seconds that are left for a step, as a ring, and what they are left for. */
export function TimeLeft({ texts, locale, secondsLeft, secondsAt, wholeSeconds, urgentSeconds, hint }: TimeLeftProps) {
  const left = useSecondsLeft(secondsLeft, secondsAt)
  const label = withoutPhraseBreaks(texts.fido.remainingLabel)
  const isUrgent = left <= urgentSeconds
  return (
    <div className="flex items-center gap-3">
      <ProgressRing
        fraction={left / wholeSeconds}
        label={fill(label, { duration: formatCountdown(left, locale) })}
        urgent={isUrgent}
      >
        {formatRemainingMinutes(left)}
      </ProgressRing>
      <p className="text-start text-ink-muted text-sm">
        <Phrases text={hint} />
      </p>
      <Announcement text={isUrgent ? withoutPhraseBreaks(texts.fido.ending) : ''} />
    </div>
  )
}
