import { useEffect, useEffectEvent } from 'react'
import { formatExpiry } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MethodChoice } from '@/lib/wire/frame'

/** How long the success stays before the frame reports that it is finished (E9). */
const successShownMs = 2_000

type SuccessStepProps = {
  texts: Messages['frame']
  locale: Locale
  method: MethodChoice['method']
  /** RFC 3339. */
  expiresAt: string
  onDone: () => void
}

/** 「認証に成功しました」 with the end of the access token, as clock time. Announced as it appears, then the frame closes by itself. */
export function SuccessStep({ texts, locale, method, expiresAt, onDone }: SuccessStepProps) {
  const end = formatExpiry(new Date(expiresAt), locale)
  const close = useEffectEvent(onDone)
  useEffect(() => {
    const timer = setTimeout(() => close(), successShownMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="grid flex-1 content-center gap-6">
      <Outcome heading={texts.success.heading} tone="success">
        <p className="text-ink-muted">
          <Phrases text={texts.methods.names[method]} />
        </p>
        <p className="text-balance font-bold">
          <Phrases text={fill(texts.success.expiry, { expiresAt: end })} />
        </p>
        <p className="text-ink-muted text-sm">
          <Phrases text={texts.success.closing} />
        </p>
      </Outcome>
      <Button block onClick={onDone}>
        {texts.success.done}
      </Button>
    </div>
  )
}
