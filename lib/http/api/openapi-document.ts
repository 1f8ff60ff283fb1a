import { type Side, sideOfPath } from './role-gate'
import type { Router } from './router'

export type OpenApiDocument = ReturnType<Router['getOpenAPI31Document']>

/** The OpenAPI 3.1 document of one side, generated from the routes that run; only schemas that its paths use. */
export function openApiDocument(api: Router, side: Side, about: { title: string; url: string }): OpenApiDocument {
  const { title, url } = about
  const whole = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title, version: '1' }, servers: [{ url }] })
  const paths = Object.fromEntries(Object.entries(whole.paths ?? {}).filter(([path]) => sideOfPath(path) === side))
  const { schemas = {}, ...components } = whole.components ?? {}
  return { ...whole, paths, components: { ...components, schemas: usedSchemas(paths, schemas) } }
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
