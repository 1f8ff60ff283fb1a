import type { Metadata } from 'next'
import { messagesFor } from '@/lib/messages/messages-for'
import { markedMessagesFor } from '@/lib/messages/phrases/mark-phrases'
import { requestLocale } from '@/lib/portal/request-locale'
import { SignInFrame } from './sign-in-frame'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).frame.title }
}

/** The sign-in inside the EMR's iframe. */
export default async function SignInFramePage() {
  const locale = await requestLocale()
  return <SignInFrame locale={locale} texts={markedMessagesFor(locale).frame} />
}
