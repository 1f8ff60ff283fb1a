import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type ApiPart as ApiPartName, apiParts, openApiDocument } from '@/lib/api/openapi-document'
import { processApi } from '@/lib/api/process-api'
import { settings } from '@/lib/config/settings'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { ApiPart } from '../api-part'
import { describeApi } from '../describe-operations'
import { DocsPage } from '../docs-page'

type Place = { params: Promise<{ part: string }> }

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { part } = await params
  const { docs } = messagesFor(await requestLocale())
  return { title: isPart(part) ? docs.parts[part].title : docs.pageTitle }
}

/** One API, from the document that is generated from its routes. */
export default async function ApiPartPage({ params }: Place) {
  const { part } = await params
  if (!isPart(part)) notFound()
  const locale = await requestLocale()
  const { docs: texts } = messagesFor(locale)
  const { document } = apiParts[part]
  return (
    <DocsPage
      heading={texts.parts[part].title}
      lead={texts.parts[part].detail}
      links={
        <>
          <a href={`/docs?lang=${locale}`}>{texts.heading}</a>
          <a href={`/docs/errors?lang=${locale}`}>{texts.errorsLink}</a>
          {part === 'emr' && <a href={`/docs/findings?lang=${locale}`}>{texts.findings.link}</a>}
          <a href={document}>{texts.download}</a>
        </>
      }
      locale={locale}
    >
      <ApiPart api={describeApi(openApiDocument(processApi(), part, settings()))} part={part} texts={texts} />
    </DocsPage>
  )
}

function isPart(text: string): text is ApiPartName {
  return Object.hasOwn(apiParts, text)
}
