import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type ApiPart as ApiPartName, apiParts, openApiDocument } from '@/lib/api/openapi-document'
import { processApi } from '@/lib/api/process-api'
import { settings } from '@/lib/config/settings'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { ApiPart } from '../api-part'
import { describeApi } from '../describe-operations'
import { docsLinks } from '../docs-links'
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
  const { document, collection, side } = apiParts[part]
  const current = settings()
  const api = describeApi(openApiDocument(processApi(), part, current))
  const links = api.groups.map(({ name, operations }) => ({
    href: `#${name}`,
    text: name,
    links: operations.map(({ id }) => ({ href: `#${id}`, text: id })),
  }))
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
          <a href={collection}>{texts.collection}</a>
        </>
      }
      locale={locale}
      navigation={docsLinks(locale, { page: part, links })}
    >
      <ApiPart
        api={api}
        canTry={current.testHierarchy}
        origin={side === 'authority' ? current.authorityUrl : current.facilityUrl}
        part={part}
        texts={texts}
      />
    </DocsPage>
  )
}

function isPart(text: string): text is ApiPartName {
  return Object.hasOwn(apiParts, text)
}
