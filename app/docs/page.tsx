import type { Metadata } from 'next'
import { type ApiPart, apiParts, openApiDocument } from '@/lib/api/openapi-document'
import { processApi } from '@/lib/api/process-api'
import { settings } from '@/lib/config/settings'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { describeApi } from './describe-operations'
import { DocsPage } from './docs-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).docs.pageTitle }
}

/** The APIs of the role that runs here, each with what it is about; a page of its own says the rest. */
export default async function ApiReferencePage() {
  const locale = await requestLocale()
  const { docs: texts } = messagesFor(locale)
  const current = settings()
  const parts = (Object.keys(apiParts) as ApiPart[])
    .filter((part) => current.role === 'all' || current.role === apiParts[part].side)
    .map((part) => ({
      part,
      url: `${apiParts[part].side === 'authority' ? current.authorityUrl : current.facilityUrl}/docs/${part}?lang=${locale}`,
      groups: describeApi(openApiDocument(processApi(), part, current)).groups,
    }))
  return (
    <DocsPage
      heading={texts.heading}
      lead={texts.lead}
      links={
        <>
          <a href={`/docs/errors?lang=${locale}`}>{texts.errorsLink}</a>
          <a href={`/docs/findings?lang=${locale}`}>{texts.findings.link}</a>
          <a href={`/?lang=${locale}`}>{texts.backToEntrance}</a>
        </>
      }
      locale={locale}
    >
      <nav aria-label={texts.contents} className="grid gap-4 sm:grid-cols-2">
        {parts.map(({ part, url, groups }) => (
          <div
            className="grid content-start gap-2 rounded-lg border border-line bg-surface p-[min(1.25rem,5vw)]"
            key={part}
          >
            <h2 className="text-lg">
              <a href={url}>{texts.parts[part].title}</a>
            </h2>
            <p className="text-ink-muted text-sm">{texts.parts[part].detail}</p>
            <ul className="grid gap-1 text-sm">
              {groups.map(({ name, operations }) => (
                <li key={name}>
                  <a className="font-mono" href={`${url}#${name}`}>
                    {name}
                  </a>{' '}
                  <span className="text-ink-muted">{operations.length}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </DocsPage>
  )
}
