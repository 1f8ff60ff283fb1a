import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { apiParts } from './openapi-document'
import { undatabasedApi } from './testing/undatabased-api'

const { settings, api, documents } = undatabasedApi()

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

test('a document is compressed for who takes gzip, and is the same document', async () => {
  const host = new URL(settings.authorityUrl).host
  const ask = (headers: Record<string, string>) =>
    api.request('/api/authority/v1/openapi.json', { headers: { host, ...headers } })
  const uncompressed = await ask({})
  expect(uncompressed.status).toBe(200)
  const plain = await uncompressed.text()
  const answer = await ask({ 'accept-encoding': 'br;q=1, gzip;q=0.8' })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  const body = Buffer.from(await answer.arrayBuffer())
  expect(body.length).toBeLessThan(plain.length / 5)
  expect(gunzipSync(body).toString()).toBe(plain)
})
