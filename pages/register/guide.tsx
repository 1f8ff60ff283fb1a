import type { GetServerSidePropsContext } from 'next'
import { localeOf } from '@/app/(authority)/_phone/page-request'
import { PhoneTitle } from '@/app/(authority)/_phone/phone-title'
import { shellTexts } from '@/app/(authority)/_phone/shell-texts'
import { GuideScreen, type GuideScreenProps } from '@/app/(authority)/register/guide-screen'
import { messagesFor } from '@/lib/messages/messages-for'

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
  const messages = messagesFor(locale)
  const { guide, done } = messages.register
  return { props: { shell: shellTexts(messages, locale), guide, done } }
}
