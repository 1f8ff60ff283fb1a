import type { GetServerSidePropsContext } from 'next'
import { GuideScreen, type GuideScreenProps } from '@/app/_phone/register/guide-screen'
import { localeOf } from '@/app/_phone/shell/page-request'
import { PhoneTitle } from '@/app/_phone/shell/phone-title'
import { shellTexts } from '@/app/_phone/shell/shell-texts'
import { markedMessagesFor } from '@/lib/messages/phrases/mark-phrases'

/** The daily sign-in to read again later, on any phone, without signing in (P8). */
export default function GuidePage(props: GuideScreenProps) {
  return (
    <>
      <PhoneTitle brand={props.shell.brand} title={props.guide.pageTitle} />
      <GuideScreen {...props} />
    </>
  )
}

export async function getServerSideProps(context: GetServerSidePropsContext): Promise<{ props: GuideScreenProps }> {
  const locale = localeOf(context)
  const messages = markedMessagesFor(locale)
  const { guide, done } = messages.register
  return { props: { shell: shellTexts(messages, locale), guide, done } }
}
