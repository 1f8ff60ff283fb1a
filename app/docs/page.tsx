import type { Metadata } from 'next'
import { settings } from '@/lib/config/settings'
import { type ApiPart as ApiPartName, apiParts, openApiDocument } from '@/lib/http/api/openapi-document'
import { processApi } from '@/lib/http/api/process-api'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { ApiPart } from './api-part'
import { describeApi } from './describe-operations'
import { DocsPage } from './docs-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).docs.pageTitle }
}

/** The APIs of the role that runs here, from the documents that are generated from their routes. */
export default async function ApiReferencePage() {
  const locale = await requestLocale()
  const { docs: texts } = messagesFor(locale)
  const current = settings()
  const parts = (Object.keys(apiParts) as ApiPartName[])
    .filter((part) => current.role === 'all' || current.role === apiParts[part].side)
    .map((part) => ({
      part,
      api: describeApi(openApiDocument(processApi(), part, current)),
      documentUrl: `${apiParts[part].side === 'authority' ? current.authorityUrl : current.facilityUrl}${apiParts[part].document}`,
    }))
  return (
    <DocsPage
      heading={texts.heading}
      lead={texts.lead}
      links={
        <>
          <a href="/docs/errors">{texts.errorsLink}</a>
          <a href="/">{texts.backToEntrance}</a>
        </>
      }
      locale={locale}
    >
      <nav aria-label={texts.contents} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {parts.map(({ part, api }) => (
          <div className="rounded-lg border border-line bg-surface p-4" key={part}>
            <a className="font-bold" href={`#${part}`}>
              {texts.parts[part].title}
            </a>
            <ul className="mt-2 grid gap-1 text-sm">
              {api.groups.map(({ name, operations }) => (
                <li key={name}>
                  <a className="font-mono" href={`#${part}-${name}`}>
                    {name}
                  </a>{' '}
                  <span className="text-ink-muted">{operations.length}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {parts.map((each) => (
        <ApiPart key={each.part} {...each} texts={texts} />
      ))}
    </DocsPage>
  )
}
