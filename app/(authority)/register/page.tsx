import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { shellTexts } from '../_phone/shell-texts'
import { RegisterScreen } from './register-screen'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).register.pageTitle }
}

/** Phone registration (`/register#<code>`). */
export default async function RegisterPage() {
  const locale = await requestLocale()
  const messages = messagesFor(locale)
  const { errors } = messages
  return (
    <RegisterScreen
      cardTexts={{
        expired: errors['notification_card.expired'],
        locked: errors['notification_card.locked'],
        voided: errors['notification_card.voided'],
        consumed: errors['notification_card.consumed'],
        unknown: errors['notification_card.unknown'],
      }}
      texts={messages.register}
      shell={shellTexts(messages, locale)}
    />
  )
}
