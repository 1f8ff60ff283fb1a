import type { Metadata } from 'next'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { SignInFrame } from './sign-in-frame'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).frame.title }
}

/** The sign-in inside the EMR's iframe. */
export default async function SignInFramePage() {
  const locale = await requestLocale()
  return <SignInFrame locale={locale} texts={messagesFor(locale).frame} />
}
