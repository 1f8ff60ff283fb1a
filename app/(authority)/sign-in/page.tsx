import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { shellTexts } from '../_phone/shell-texts'
import { SignInScreen } from './sign-in-screen'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).signIn.pageTitle }
}

/** The daily sign-in (`/sign-in#<frame>`). Rendering it changes nothing: the claim is a POST of the visible page (Q3). */
export default async function SignInPage() {
  const locale = await requestLocale()
  const messages = messagesFor(locale)
  return <SignInScreen shell={shellTexts(messages, locale)} texts={messages.signIn} />
}
