import { QRCodeSVG } from 'qrcode.react'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { TimeLeft } from './time-left'

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
  return (
    <section aria-labelledby="qr-heading" className="grid flex-1 content-start justify-items-center gap-4">
      <h1 className="text-center text-lg" id="qr-heading">
        {texts.fido.heading}
      </h1>
      <div className="rounded-md border border-line bg-white p-3">
        <QRCodeSVG level="L" size={qrSize} title={texts.fido.codeLabel} value={url} />
      </div>
      <TimeLeft
        hint={texts.fido.hint}
        locale={locale}
        secondsAt={secondsAt}
        secondsLeft={secondsLeft}
        texts={texts}
        urgentSeconds={urgentSeconds}
        wholeSeconds={wholeSeconds}
      />
      <Button onClick={onBack} variant="quiet">
        {texts.fido.back}
      </Button>
    </section>
  )
}
