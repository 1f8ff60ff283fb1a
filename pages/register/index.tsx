import type { GetServerSidePropsContext } from 'next'
import { RegisterScreen, type RegisterScreenProps } from '@/app/_phone/register/register-screen'
import { localeOf } from '@/app/_phone/shell/page-request'
import { PhoneTitle } from '@/app/_phone/shell/phone-title'
import { shellTexts } from '@/app/_phone/shell/shell-texts'
import { markedMessagesFor } from '@/lib/messages/phrases/mark-phrases'

/** Phone registration (`/register#<code>`). */
export default function RegisterPage(props: RegisterScreenProps) {
  return (
    <>
      <PhoneTitle brand={props.shell.brand} title={props.texts.pageTitle} />
      <RegisterScreen {...props} />
    </>
  )
}

export async function getServerSideProps(context: GetServerSidePropsContext): Promise<{ props: RegisterScreenProps }> {
  const locale = localeOf(context)
  const messages = markedMessagesFor(locale)
  const { errors, register } = messages
  const cardTexts = {
    expired: errors['notification_card.expired'],
    locked: errors['notification_card.locked'],
    voided: errors['notification_card.voided'],
    consumed: errors['notification_card.consumed'],
    unknown: errors['notification_card.unknown'],
  }
  return { props: { cardTexts, shell: shellTexts(messages, locale), texts: register } }
}
