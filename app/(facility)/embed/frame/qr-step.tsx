import { useState } from 'react'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { Button } from '@/lib/ui/base/button'
import { Phrases } from '@/lib/ui/base/phrases'
import { RotatingCode } from './rotating-code'
import { TimeLeft } from './time-left'

const wholeSeconds = 120
const urgentSeconds = 30

type QrStepProps = {
  texts: Messages['frame']
  locale: Locale
  url: string
  secondsLeft: number
  secondsAt: number
  /** Null when this sign-in's time was extended before (E10). */
  onExtend: (() => void) | null
  onBack: () => void
}

/** The rotating code with its time, which the doctor may extend once; large, it fills the frame. */
export function QrStep({ texts, locale, url, secondsLeft, secondsAt, onExtend, onBack }: QrStepProps) {
  const [isLarge, setIsLarge] = useState(false)
  const { fido } = texts
  return (
    <section
      aria-labelledby="qr-heading"
      className="-mx-[min(1rem,4vw)] grid flex-1 content-start justify-items-center gap-3 min-[25rem]:-mx-5"
    >
      <h1 className={isLarge ? 'sr-only' : 'text-center text-lg'} id="qr-heading">
        <Phrases text={fido.heading} />
      </h1>
      <RotatingCode isLarge={isLarge} label={withoutPhraseBreaks(fido.codeLabel)} url={url} />
      <div className={isLarge ? 'sr-only' : 'px-4'}>
        <TimeLeft
          hint={fido.hint}
          locale={locale}
          secondsAt={secondsAt}
          secondsLeft={secondsLeft}
          texts={texts}
          urgentSeconds={urgentSeconds}
          wholeSeconds={wholeSeconds}
        />
      </div>
      <div className="flex flex-wrap justify-center gap-x-2 gap-y-1 px-2">
        <Button onClick={() => setIsLarge(!isLarge)} variant="secondary">
          {isLarge ? fido.smaller : fido.larger}
        </Button>
        {onExtend === null ? null : (
          <Button onClick={onExtend} variant="secondary">
            {fido.extend}
          </Button>
        )}
        {isLarge ? null : (
          <Button onClick={onBack} variant="quiet">
            {fido.back}
          </Button>
        )}
      </div>
    </section>
  )
}
