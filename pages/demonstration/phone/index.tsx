import type { GetServerSidePropsContext } from 'next'
import { PhoneWindow, type PhoneWindowProps } from '@/app/_demonstration/phone-window/phone-window'
import { localeOf } from '@/app/_phone/shell/page-request'
import { PhoneTitle } from '@/app/_phone/shell/phone-title'
import { messagesFor } from '@/lib/messages/messages-for'

type Props = PhoneWindowProps & { brand: string }

/** The phone in the browser (`/demonstration/phone`), where the trust is `test` only (AT-66). */
export default function PhoneWindowPage({ brand, texts }: Props) {
  return (
    <>
      <PhoneTitle brand={brand} title={texts.pageTitle} />
      <PhoneWindow texts={texts} />
    </>
  )
}

export async function getServerSideProps(context: GetServerSidePropsContext): Promise<{ props: Props }> {
  const { demonstration, portal } = messagesFor(localeOf(context))
  return { props: { brand: portal.productName, texts: demonstration } }
}
