import fc from 'fast-check'
import type { Principal } from '../../support/api-world/present-credential'
import type { EndpointRow, Owner } from '../endpoint-row'
import { endpointTable } from '../endpoint-table'
import { type Operation, resolve } from '../operations'
import { fillPath } from '../send'
import { anyJson, anyText, fromSchema } from './schema-arbitrary'

/** Whose credential goes along: one's own, none, what looks like it, or one of another kind. */
export type Showing = 'own' | 'nobody' | 'garbage' | Principal

export type Attempt = {
  showing: Showing
  path: string
  query: string
  /** `undefined` for none. */
  body: string | Uint8Array<ArrayBuffer> | undefined
  headers: Record<string, string>
}

const showing: fc.Arbitrary<Showing> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Showing>('own') },
  { weight: 1, arbitrary: fc.constantFrom<Showing>('nobody', 'garbage') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Showing>(
      'emr',
      'frame',
      'console',
      'registration',
      'claim',
      'holder',
      'client',
      'accessToken',
    ),
  },
)

/** Requests to one operation: as declared, nearly so, and nothing like it. */
export function attempts(operation: Operation, owners: { own: Owner; other: Owner }): fc.Arbitrary<Attempt> {
  return fc.record({
    showing,
    path: pathOf(operation, owners),
    query: queryOf(operation, owners.own),
    body: bodyOf(operation, owners),
    headers: headersOf(operation).map((headers) => ({ ...row(operation).headers?.(owners.own), ...headers })),
  })
}

function row({ key }: Operation): EndpointRow {
  const found = endpointTable[key]
  if (found === undefined) throw new Error(`${key} has no row`)
  return found
}

function pathOf(operation: Operation, { own, other }: { own: Owner; other: Owner }): fc.Arbitrary<string> {
  const { path } = row(operation)
  if (path === undefined) return fc.constant(operation.path)
  const known = fc.constantFrom(path(own), path(own), path(other)).map((values) => fillPath(operation.path, values))
  const anything = fc
    .oneof(anyText.map(encodeLossy), fc.constantFrom('%', '%zz', '%c0%af', '%00', '..%2f..', '%2e%2e', 'a%0d%0ab'))
    .map((text) => operation.path.replace(/\{\w+\}/, text === '' ? 'x' : text))
  return fc.oneof({ weight: 3, arbitrary: known }, { weight: 2, arbitrary: anything })
}

function queryOf({ queryParameters, key }: Operation, own: Owner): fc.Arbitrary<string> {
  const named = fc.constantFrom(...queryParameters.map(({ name }) => name), 'x', '__proto__')
  const known = endpointTable[key]?.query?.(own) ?? {}
  const pairs = fc.array(fc.tuple(named, fc.oneof(anyText, fc.constantFrom(...Object.values(known), 't0', 't-1'))), {
    maxLength: 3,
  })
  const free = pairs.map((each) =>
    each.length === 0 ? '' : `?${each.map((pair) => pair.map(encodeLossy).join('=')).join('&')}`,
  )
  if (queryParameters.length > 0) return free
  return fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: free })
}

function bodyOf(operation: Operation, { own, other }: { own: Owner; other: Owner }): fc.Arbitrary<Attempt['body']> {
  const { body } = operation
  if (operation.method === 'GET') return fc.constant(undefined)
  const junk = fc.oneof(
    anyText,
    anyJson.map((value) => JSON.stringify(value)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    fc.constantFrom(
      '['.repeat(20_000),
      `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
      ' '.repeat(70_000),
      '{"__proto__":{"a":1}}',
    ),
  )
  if (body === null) return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: junk })
  const schema = resolve(body.schema, operation.schemas)
  const names = Object.keys(schema.properties ?? {})
  const known = fc.constantFrom(row(operation).body?.(own) ?? {}, row(operation).body?.(other) ?? {})
  const isJson = body.mediaType === 'application/json'
  const shaped = (fromSchema(body.schema, operation.schemas) as fc.Arbitrary<Record<string, unknown>>).map(encode)
  const altered = fc
    .tuple(known, fc.constantFrom(...names, 'x', '__proto__', 'toString'), isJson ? anyJson : anyText)
    .map(([values, name, value]) => encode({ ...values, [name]: value }))
  const exact = known.map(encode)
  const repeated = fc
    .tuple(known, fc.array(fc.tuple(fc.constantFrom(...names, 'x'), anyText), { maxLength: 4 }))
    .map(
      ([values, more]) =>
        `${new URLSearchParams(texts(values))}&${more.map((pair) => pair.map(encodeLossy).join('=')).join('&')}`,
    )

  function encode(values: Record<string, unknown>): string {
    return isJson ? JSON.stringify(values) : new URLSearchParams(texts(values)).toString()
  }
  return fc.oneof(
    { weight: 4, arbitrary: shaped },
    { weight: 4, arbitrary: altered },
    { weight: 1, arbitrary: exact },
    { weight: 2, arbitrary: isJson ? junk : fc.oneof(repeated, junk) },
  )
}

function headersOf({ body }: Operation): fc.Arbitrary<Record<string, string>> {
  const own = body?.mediaType ?? 'application/json'
  const type = fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(own, own, `${own}; charset=utf-8`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'text/plain', `${own}; charset=utf-16`, 'multipart/form-data', 'a'.repeat(3_000)),
    },
  )
  const value = fc
    .string({ unit: 'binary-ascii', maxLength: 40 })
    .map((text) => text.replace(/[^\x20-\x7e]/g, '').trim())
  const odd = fc.record(
    {
      'accept-language': fc.oneof(value, fc.constantFrom('ja', 'en-GB;q=0.1', '*', ','.repeat(500))),
      'user-agent': fc.oneof(value, fc.constantFrom('\u00e9\u00ff', 'iPhone'.repeat(200))),
      'x-forwarded-for': fc.oneof(value, fc.constantFrom('::1', '1.2.3.4, 5.6.7.8', ','.repeat(50))),
      'sec-fetch-site': fc.constantFrom(...Array<string>(12).fill('same-origin'), 'cross-site', ''),
      'if-none-match': value,
      expect: fc.constant('100-continue'),
      range: fc.constant('bytes=0-1'),
    },
    { requiredKeys: [] },
  )
  return fc.tuple(type, odd).map(([contentType, others]) => ({ ...others, 'content-type': contentType }))
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wellFormed(String(value))]))
}

/** Percent-encoding that also takes half a surrogate pair. */
function encodeLossy(text: string): string {
  return encodeURIComponent(wellFormed(text))
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
