import { describe, expect, test } from 'vitest'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { createApi } from './api'
import { type ApiPart, apiParts, openApiDocument } from './openapi-document'

const settings = parseSettings({
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  SHOMEI_KEY: Buffer.alloc(32).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
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
const parts = Object.keys(apiParts) as ApiPart[]
const documents = parts.map((part) => ({ part, document: openApiDocument(api, part, settings) }))

describe.each(documents)('OpenAPI document of $part', ({ part, document }) => {
  test('covers its own paths only, under the address of its side', () => {
    const paths = Object.keys(document.paths ?? {})
    expect(paths.length).toBeGreaterThan(4)
    for (const path of paths) expect(apiParts[part].covers(path)).toBe(true)
    const own = apiParts[part].side === 'authority' ? settings.authorityUrl : settings.facilityUrl
    expect(document.servers).toEqual([{ url: own }])
  })

  test('every reference leads to a schema of the document', () => {
    const schemas = document.components?.schemas ?? {}
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g)].map((match) => match[1])
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(Object.keys(schemas)).toContain(name)
  })

  test('no named schema is null by itself: what may be null says so where it is used', () => {
    for (const schema of Object.values(document.components?.schemas ?? {})) {
      expect(JSON.stringify('type' in schema ? schema.type : '')).not.toContain('null')
    }
  })

  test('every operation but the metadata says what it does and how it refuses', () => {
    for (const [path, operations] of Object.entries(document.paths ?? {})) {
      if (path.startsWith('/.well-known/')) continue
      for (const operation of Object.values(operations)) {
        expect(operation.summary, JSON.stringify(operation)).toBeTruthy()
        expect(Object.keys(operation.responses).some((status) => status === 'default' || status >= '400')).toBe(true)
      }
    }
  })
})

test('a field that may be null is not promised', () => {
  const text = JSON.stringify(documents.find(({ part }) => part === 'authority')?.document)
  expect(text).toContain('"phone":{"anyOf":[{"$ref":"#/components/schemas/Phone"},{"type":"null"}]}')
})

test('all parts together name every route of the API once', () => {
  const all = Object.keys(api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } }).paths ?? {})
  const covered = documents.flatMap(({ document }) => Object.keys(document.paths ?? {}))
  expect([...covered].sort()).toEqual(all.filter((path) => !path.startsWith('/api/health/')).sort())
})
