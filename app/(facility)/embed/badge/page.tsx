import type { Metadata } from 'next'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { Badge } from './badge'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).frame.badge.label }
}

/** The badge on the chart's tool bar, inside the EMR's page. */
export default async function BadgePage() {
  const locale = await requestLocale()
  return <Badge locale={locale} texts={messagesFor(locale).frame} />
}
