import type { GetServerSidePropsContext } from 'next'
import { MyScreen, type MyScreenProps } from '@/app/_phone/my/my-screen'
import { localeOf } from '@/app/_phone/shell/page-request'
import { PhoneTitle } from '@/app/_phone/shell/phone-title'
import { shellTexts } from '@/app/_phone/shell/shell-texts'
import { markedMessagesFor } from '@/lib/messages/phrases/mark-phrases'

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
  const messages = markedMessagesFor(locale)
  return {
    props: { shell: shellTexts(messages, locale), texts: messages.my, methods: messages.frame.methods.names },
  }
}
