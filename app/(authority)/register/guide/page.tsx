import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { ButtonLink } from '@/lib/ui/button-link'
import { PhoneShell } from '../../_phone/phone-shell'
import { shellTexts } from '../../_phone/shell-texts'
import { DailyGuide } from '../views/daily-guide'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).register.guide.pageTitle }
}

/** The daily sign-in to read again later, on any phone, without signing in (P8). */
export default async function GuidePage() {
  const locale = await requestLocale()
  const messages = messagesFor(locale)
  const { guide, done } = messages.register
  return (
    <PhoneShell
      actions={
        <ButtonLink block href="/my" variant="secondary">
          {done.my}
        </ButtonLink>
      }
      texts={shellTexts(messages, locale)}
    >
      <h1 className="text-2xl">{guide.pageTitle}</h1>
      <p className="text-ink-muted">{guide.lead}</p>
      <DailyGuide texts={done} />
      <p className="text-ink-muted text-sm">{guide.again}</p>
    </PhoneShell>
  )
}
