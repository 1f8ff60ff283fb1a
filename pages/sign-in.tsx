import type { GetServerSidePropsContext } from 'next'
import { localeOf } from '@/app/_phone/shell/page-request'
import { PhoneTitle } from '@/app/_phone/shell/phone-title'
import { shellTexts } from '@/app/_phone/shell/shell-texts'
import { SignInScreen, type SignInScreenProps } from '@/app/_phone/sign-in/sign-in-screen'
import { markedMessagesFor } from '@/lib/messages/phrases/mark-phrases'

/** The daily sign-in (`/sign-in#<frame>`). Rendering it changes nothing: the claim is a POST of the visible page (Q3). */
export default function SignInPage(props: SignInScreenProps) {
  return (
    <>
      <PhoneTitle brand={props.shell.brand} title={props.texts.pageTitle} />
      <SignInScreen {...props} />
    </>
  )
}

export async function getServerSideProps(context: GetServerSidePropsContext): Promise<{ props: SignInScreenProps }> {
  const locale = localeOf(context)
  const messages = markedMessagesFor(locale)
  return { props: { shell: shellTexts(messages, locale), texts: messages.signIn } }
}
