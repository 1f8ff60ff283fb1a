import { inLanguage } from '@/app/_phone/shell/in-language'
import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import type { ShellTexts } from '@/app/_phone/shell/shell-texts'
import { formatExpiry } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Outcome } from '@/lib/ui/base/outcome'
import { Phrases } from '@/lib/ui/base/phrases'
import type { Approval } from '../claim-api'
import type { SignInTexts } from '../sign-in-texts'

type SuccessViewProps = { shell: ShellTexts; texts: SignInTexts; approval: Approval }

/** Sign-in 2: the result with its end, and back to the chart. */
export function SuccessView({ shell, texts, approval }: SuccessViewProps) {
  const { success } = texts
  const expiresAt = formatExpiry(new Date(approval.expires_at), shell.locale)
  return (
    <PhoneShell
      actions={
        <ButtonLink block href={inLanguage('/my', shell.locale)} variant="quiet">
          {success.my}
        </ButtonLink>
      }
      texts={shell}
    >
      <Outcome heading={success.heading} tone="success">
        <p className="text-ink-muted">
          <Phrases text={success.method} />
        </p>
        <p>
          <Phrases text={fill(success.expiry, { expiresAt })} />
        </p>
      </Outcome>
      <p className="rounded-lg bg-accent-soft p-5 text-center font-bold text-lg">
        <Phrases text={success.back} />
      </p>
      <p className="text-center text-ink-muted text-sm">
        <Phrases text={success.close} />
      </p>
    </PhoneShell>
  )
}
