import { type ApiPart, apiParts } from '@/lib/api/openapi-document'
import { settings } from '@/lib/config/settings'
import type { Locale } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'
import type { DocsLink } from './docs-navigation'

type Place = { page: ApiPart | 'errors' | 'findings'; links: readonly DocsLink[] }

/** The pages of the reference that this process serves; below the one that is open, its own places. */
export function docsLinks(locale: Locale, { page, links }: Place): DocsLink[] {
  const { docs: texts } = messagesFor(locale)
  const { role, authorityUrl, facilityUrl } = settings()
  const served = (Object.keys(apiParts) as ApiPart[]).filter((part) => role === 'all' || role === apiParts[part].side)
  const here = (name: Place['page']) => (page === name ? { isCurrent: true, links } : {})
  return [
    { href: `/docs?lang=${locale}`, text: texts.heading },
    ...served.map((part) => {
      const origin = apiParts[part].side === 'authority' ? authorityUrl : facilityUrl
      return { href: `${origin}/docs/${part}?lang=${locale}`, text: texts.parts[part].title, ...here(part) }
    }),
    { href: `/docs/errors?lang=${locale}`, text: texts.errorsLink, ...here('errors') },
    { href: `/docs/findings?lang=${locale}`, text: texts.findings.link, ...here('findings') },
  ]
}
