import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { createApi } from './api'

const settings = parseSettings({
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  SHOMEI_KEY: Buffer.alloc(32).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
  SHOMEI_TRUST: 'test',
})
const db = createDatabase({ url: settings.database.urls.authority, connections: 2 })
const keyring = createKeyring(settings.masterKey)
const shared: AuthorityContext = {
  db,
  keyring,
  notifications: createNotifications(db),
  settings,
  signingKeystore: openSigningKeystore(settings.keystore, keyring),
}
const api = createApi({ authority: shared, facility: { ...shared, authority: createHttpAuthority(settings) } })
const declared = new Set(
  api.openAPIRegistry.definitions.flatMap((each) =>
    each.type === 'route' ? [`${each.route.method.toUpperCase()} ${each.route.path}`] : [],
  ),
)

/**
 * The operations that a document names in code spans, `GET /path`, with the prefix that its section gives after the word "under";
 * in the table of CSC methods the names alone, for both versions.
 */
function operationsOf(document: string): string[] {
  return document.split(/^## /m).flatMap((section) =>
    section.split(/^### |^\| (?:request|method)/m).flatMap((part) => {
      const [, prefix = ''] = /under `(\/[^`]*)`/.exec(part) ?? /under `(\/[^`]*)`/.exec(section) ?? []
      const named = [...part.matchAll(/`(GET|POST|DELETE) (\/[^`?\s]*)/g)].map(([, method, path = '']) => {
        const isWhole = /^\/(?:api|oauth2|csc|crl|ca|compat|\.well-known)\//.test(path)
        return `${method} ${isWhole ? path : `${prefix}${path}`.replace(/\/$/, '')}`
      })
      const isCsc = section.startsWith('7 ')
      const methods = isCsc ? [...part.matchAll(/^\| ((?:`[a-z]+\/?\w*`,? ?)+)\|/gm)] : []
      const names = methods.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name))
      return [...named, ...names.flatMap((name) => [`POST /csc/v1/${name}`, `POST /csc/v2/${name}`])]
    }),
  )
}

test('docs/protocols.md names operations that exist', () => {
  const document = readFileSync(new URL('../../docs/protocols.md', import.meta.url), 'utf8')
  const named = operationsOf(document)
  expect(named.length).toBeGreaterThan(60)
  expect(named.filter((operation) => !declared.has(operation))).toEqual([])
})

test('an operation that does not exist is found', () => {
  const text =
    '## 4 EMR API\n\n| request, under `/api/emr/v1` | does |\n|---|---|\n| `POST /launches` `{staff_id}`, `GET /gone?x=` | |\n'
  expect(operationsOf(text).filter((operation) => !declared.has(operation))).toEqual(['GET /api/emr/v1/gone'])
})
