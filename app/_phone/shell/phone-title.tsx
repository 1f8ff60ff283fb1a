import Head from 'next/head'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'

/** Name of the page in tabs, in the history and for screen readers. */
export function PhoneTitle({ brand, title }: { brand: string; title: string }) {
  return (
    <Head>
      <title>{withoutPhraseBreaks(`${title} – ${brand}`)}</title>
      <meta content="width=device-width, initial-scale=1, viewport-fit=cover" name="viewport" />
    </Head>
  )
}
