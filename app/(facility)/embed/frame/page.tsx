import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { SignInFrame } from './sign-in-frame'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).frame.title }
}

/** The sign-in inside the EMR's iframe. */
export default async function SignInFramePage() {
  const locale = await requestLocale()
  return <SignInFrame locale={locale} texts={messagesFor(locale).frame} />
}
