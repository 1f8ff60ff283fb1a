import { compress } from 'hono/compress'
import type { Settings } from '@/lib/config/settings'
import type { Side } from '@/lib/vocabulary/settings/side'
import { toCollection } from './openapi/to-collection'
import { withExamples } from './openapi/with-examples'
import { sideOfPath } from './role-gate'
import type { Router } from './router'

export type OpenApiDocument = ReturnType<Router['getOpenAPI31Document']>

/** The APIs as their readers divide them: the EMR's back end, the facility's own screens, the authority, signing clients. */
export type ApiPart = 'emr' | 'facility' | 'authority' | 'csc1' | 'csc2'

type PartEntry = { side: Side; title: string; document: string; collection: string; covers: (path: string) => boolean }

export const apiParts: Readonly<Record<ApiPart, PartEntry>> = {
  emr: {
    side: 'facility',
    title: 'Shomei EMR API',
    document: '/api/emr/v1/openapi.json',
    collection: '/api/emr/v1/postman_collection.json',
    covers: (path) => path.startsWith('/api/emr/') || path.startsWith('/compat/'),
  },
  facility: {
    side: 'facility',
    title: 'Shomei facility screens',
    document: '/api/facility/v1/openapi.json',
    collection: '/api/facility/v1/postman_collection.json',
    covers: (path) => path.startsWith('/api/facility/'),
  },
  authority: {
    side: 'authority',
    title: 'Shomei authority',
    document: '/api/authority/v1/openapi.json',
    collection: '/api/authority/v1/postman_collection.json',
    covers: (path) => sideOfPath(path) === 'authority' && !path.startsWith('/csc/'),
  },
  csc2: {
    side: 'authority',
    title: 'Shomei CSC API v2',
    document: '/csc/v2/openapi.json',
    collection: '/csc/v2/postman_collection.json',
    covers: (path) => path.startsWith('/csc/v2/'),
  },
  csc1: {
    side: 'authority',
    title: 'Shomei CSC API v1',
    document: '/csc/v1/openapi.json',
    collection: '/csc/v1/postman_collection.json',
    covers: (path) => path.startsWith('/csc/v1/'),
  },
}

/** The OpenAPI 3.1 document of one part, generated from the routes that run; only schemas that its paths use. */
export function openApiDocument(
  api: Router,
  part: ApiPart,
  { authorityUrl, facilityUrl }: Pick<Settings, 'authorityUrl' | 'facilityUrl'>,
): OpenApiDocument {
  const { title, side, covers } = apiParts[part]
  const url = side === 'authority' ? authorityUrl : facilityUrl
  const whole = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title, version: '1' }, servers: [{ url }] })
  const paths = Object.fromEntries(Object.entries(whole.paths ?? {}).filter(([path]) => covers(path)))
  const { schemas = {}, securitySchemes = {}, ...components } = whole.components ?? {}
  return withExamples({
    ...whole,
    paths,
    components: {
      ...components,
      schemas: usedSchemas(paths, schemas),
      securitySchemes: usedSchemes(paths, securitySchemes),
    },
  })
}

/** Answers document and collection of each part where that part is served; each is written once in the life of a process. They are long, and anybody may ask. */
export function mountOpenApiDocuments(api: Router, settings: Pick<Settings, 'authorityUrl' | 'facilityUrl'>): void {
  const written = new Map<string, string>()
  const serve = (path: string, write: () => object) =>
    api.get(path, compress({ encoding: 'gzip' }), (c) => {
      const text = written.get(path) ?? JSON.stringify(write())
      written.set(path, text)
      return c.body(text, 200, { 'content-type': 'application/json' })
    })
  for (const part of Object.keys(apiParts) as ApiPart[]) {
    const { document, collection } = apiParts[part]
    serve(document, () => openApiDocument(api, part, settings))
    serve(collection, () => toCollection(openApiDocument(api, part, settings)))
  }
}

/** The schemas that are referred to from `root`, directly or through each other. */
function usedSchemas<Schema>(root: unknown, schemas: Record<string, Schema>): Record<string, Schema> {
  const used: Record<string, Schema> = {}
  const pending = namesIn(root)
  for (const name of pending) {
    const schema = schemas[name]
    if (schema === undefined || Object.hasOwn(used, name)) continue
    used[name] = schema
    pending.push(...namesIn(schema))
  }
  return used
}

function namesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '')
}

/** The ways to authenticate that an operation of `paths` names. */
function usedSchemes<Scheme>(paths: object, schemes: Record<string, Scheme>): Record<string, Scheme> {
  const operations = Object.values(paths).flatMap((path: object) => Object.values(path))
  const named = new Set(
    operations.flatMap(({ security = [] }: { security?: object[] }) => security.flatMap(Object.keys)),
  )
  return Object.fromEntries(Object.entries(schemes).filter(([name]) => named.has(name)))
}
