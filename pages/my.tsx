import type { GetServerSidePropsContext } from 'next'
import { localeOf } from '@/app/(authority)/_phone/page-request'
import { PhoneTitle } from '@/app/(authority)/_phone/phone-title'
import { shellTexts } from '@/app/(authority)/_phone/shell-texts'
import { MyScreen, type MyScreenProps } from '@/app/(authority)/my/my-screen'
import { messagesFor } from '@/lib/messages/messages-for'

/** The holder's own page (`/my`). */
export default function MyPage(props: MyScreenProps) {
  return (
    <>
      <PhoneTitle brand={props.shell.brand} title={props.texts.pageTitle} />
      <MyScreen {...props} />
    </>
  )
}

export async function getServerSideProps(context: GetServerSidePropsContext): Promise<{ props: MyScreenProps }> {
  const locale = localeOf(context)
  const messages = messagesFor(locale)
  return {
    props: { shell: shellTexts(messages, locale), texts: messages.my, methods: messages.frame.methods.names },
  }
}
