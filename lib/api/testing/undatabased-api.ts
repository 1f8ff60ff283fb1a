import type { AuthorityContext } from '@/lib/authority/authority-context'
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { createApi } from '../api'
import { type ApiPart, apiParts, openApiDocument } from '../openapi-document'

/** Settings, contexts, API and documents of a portal that no database is behind: for what is declared, not for what is done. */
export function undatabasedApi() {
  const settings = parseSettings({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    SHOMEI_KEY: Buffer.alloc(32).toString('base64'),
    AUTHORITY_URL: 'https://authority.example.jp',
    FACILITY_URL: 'https://shomei.hospital.example.jp',
    SHOMEI_TRUST: 'test',
  })
  const db = createDatabase({ url: settings.database.urls.authority, connections: 2 })
  const keyring = createKeyring(settings.masterKey)
  const authority: AuthorityContext = {
    db,
    keyring,
    notifications: createNotifications(db),
    settings,
    signingKeystore: openSigningKeystore(settings.keystore, keyring),
  }
  const contexts = { authority, facility: { ...authority, authority: createHttpAuthority(settings) } }
  const api = createApi(contexts)
  const parts = Object.keys(apiParts) as ApiPart[]
  const documents = parts.map((part) => ({ part, document: openApiDocument(api, part, settings) }))
  return { settings, contexts, api, documents }
}
