import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Announcement } from '@/lib/ui/base/announcement'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { TimeLeft } from './time-left'

const wholeSeconds = 300
const urgentSeconds = 30

type NumberStepProps = {
  texts: Messages['frame']
  locale: Locale
  matchNumber: string
  secondScans: number
  secondsLeft: number
  secondsAt: number
  onCancel: () => void
}

/** The code has given way to the number that the doctor types on the phone (rule Q8). */
export function NumberStep({
  texts,
  locale,
  matchNumber,
  secondScans,
  secondsLeft,
  secondsAt,
  onCancel,
}: NumberStepProps) {
  const spoken = fill(texts.claimed.numberLabel, { digits: [...matchNumber].join(' ') })
  return (
    <section
      aria-labelledby="number-heading"
      className="grid flex-1 content-start justify-items-center gap-4 text-center"
    >
      <h1 className="text-lg" id="number-heading">
        {texts.claimed.heading}
      </h1>
      <p
        aria-label={spoken}
        className="font-bold text-[6.5rem] leading-tight tabular-nums tracking-widest"
        data-testid="match-number"
        role="img"
      >
        {matchNumber}
      </p>
      <Announcement text={spoken} />
      <p className="text-ink-muted text-sm">{texts.claimed.hint}</p>
      {secondScans > 0 ? (
        <Notice role="alert" tone="warning">
          <p className="text-start text-sm">{texts.claimed.secondScan}</p>
        </Notice>
      ) : null}
      <TimeLeft
        hint={texts.claimed.waiting}
        locale={locale}
        secondsAt={secondsAt}
        secondsLeft={secondsLeft}
        texts={texts}
        urgentSeconds={urgentSeconds}
        wholeSeconds={wholeSeconds}
      />
      <Button onClick={onCancel} variant="secondary">
        {texts.claimed.cancel}
      </Button>
    </section>
  )
}
