import type { Metadata } from 'next'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { Badge } from './badge'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).frame.badge.label }
}

/** The badge on the chart's tool bar, inside the EMR's page. */
export default async function BadgePage() {
  const locale = await requestLocale()
  return <Badge locale={locale} texts={messagesFor(locale).frame} />
}
