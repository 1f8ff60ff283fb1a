import { formatExpiry } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Outcome } from '@/lib/ui/base/outcome'
import type { MethodChoice } from '@/lib/wire/frame'

type SuccessStepProps = {
  texts: Messages['frame']
  locale: Locale
  method: MethodChoice['method']
  /** RFC 3339. */
  expiresAt: string
  onDone: () => void
}

/** 「認証に成功しました」 with the end of the access token, as clock time. */
export function SuccessStep({ texts, locale, method, expiresAt, onDone }: SuccessStepProps) {
  const end = formatExpiry(new Date(expiresAt), locale)
  return (
    <div className="grid flex-1 content-center gap-6">
      <Outcome heading={texts.success.heading} tone="success">
        <p className="text-ink-muted">{texts.methods.names[method]}</p>
        <p className="text-balance font-bold">{fill(texts.success.expiry, { expiresAt: end })}</p>
      </Outcome>
      <Button block onClick={onDone}>
        {texts.success.done}
      </Button>
    </div>
  )
}
