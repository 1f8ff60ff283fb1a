import { type CallApi, createApiClient } from '@/lib/browser/api-client'
import type { ShellTexts } from './shell-texts'

/** The authority's JSON API as a phone's screens call it, in the language of the page. */
export function createPhoneApi({ locale, fallback }: Pick<ShellTexts, 'locale' | 'fallback'>): CallApi {
  return createApiClient({ base: '/api/authority/v1', locale, texts: fallback })
}
