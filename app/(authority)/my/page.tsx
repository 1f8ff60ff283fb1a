import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { shellTexts } from '../_phone/shell-texts'
import { MyScreen } from './my-screen'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).my.pageTitle }
}

/** The holder's own page (`/my`). */
export default async function MyPage() {
  const locale = await requestLocale()
  const messages = messagesFor(locale)
  return <MyScreen methods={messages.frame.methods.names} shell={shellTexts(messages, locale)} texts={messages.my} />
}
