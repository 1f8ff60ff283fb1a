import { QRCodeSVG } from 'qrcode.react'
import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { formatDuration, formatRemainingMinutes } from '@/lib/messages/remaining-time'
import { Button } from '@/lib/ui/button'
import { ProgressRing } from '@/lib/ui/progress-ring'
import { useSecondsLeft } from '../connection/use-seconds-left'

const wholeSeconds = 120
const urgentSeconds = 20
const qrSize = 232

type QrStepProps = {
  texts: Messages['frame']
  locale: Locale
  url: string
  secondsLeft: number
  secondsAt: number
  onBack: () => void
}

/** The rotating code. An image, not a link: it is for another device only (AT-10). */
export function QrStep({ texts, locale, url, secondsLeft, secondsAt, onBack }: QrStepProps) {
  const left = useSecondsLeft(secondsLeft, secondsAt)
  return (
    <section aria-labelledby="qr-heading" className="grid flex-1 content-start justify-items-center gap-4">
      <h1 className="text-center text-lg" id="qr-heading">
        {texts.fido.heading}
      </h1>
      <div className="rounded-md border border-line bg-white p-3">
        <QRCodeSVG level="L" size={qrSize} title={texts.fido.codeLabel} value={url} />
      </div>
      <div className="flex items-center gap-3">
        <ProgressRing
          fraction={left / wholeSeconds}
          label={fill(texts.fido.remainingLabel, { duration: formatDuration(left, locale) })}
          urgent={left <= urgentSeconds}
        >
          {formatRemainingMinutes(left)}
        </ProgressRing>
        <p className="text-ink-muted text-sm">{texts.fido.hint}</p>
      </div>
      <Button onClick={onBack} variant="quiet">
        {texts.fido.back}
      </Button>
    </section>
  )
}
