import { type Locale, pickLocale } from '@/lib/messages/locale'

type Values = Readonly<Record<string, string | string[] | undefined>>

/** What a phone page knows of its request, where the Pages Router passes it. */
export type PageRequest = { query: Values; req?: { headers: Values } | undefined }

/** The language of the request, by the same rule as proxy.ts. */
export function localeOf({ query, req }: PageRequest): Locale {
  return pickLocale(first(query['lang']), first(req?.headers['accept-language']))
}

/** The nonce of the Content-Security-Policy that proxy.ts put on this request; empty where there is none. */
export function nonceOf({ req }: PageRequest): string {
  return /'nonce-([A-Za-z0-9+/=]+)'/.exec(first(req?.headers['content-security-policy']) ?? '')?.[1] ?? ''
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
