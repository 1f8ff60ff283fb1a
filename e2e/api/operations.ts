import { z } from 'zod'
import { apiParts } from '@/lib/api/openapi-document'
import type { PortalWorld } from '../support/api-world/portal-world'
import type { Principal } from '../support/api-world/present-credential'
import { principalOf } from './principal-of'

/** A schema of OpenAPI 3.1 as our documents use them. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

const bodyTypes = ['application/json', 'application/x-www-form-urlencoded', 'application/timestamp-query'] as const

export type Operation = {
  /** `POST /api/emr/v1/launches`, as the tables name it. */
  key: string
  method: string
  path: string
  /** Names of the path's places. */
  pathParameters: string[]
  queryParameters: { name: string; required: boolean; schema: JsonSchema }[]
  body: { mediaType: (typeof bodyTypes)[number]; schema: JsonSchema } | null
  /** Media types of its successful answers. */
  answers: string[]
  /** `404 staff.unknown`: every refusal that the document lists. */
  refusals: readonly string[]
  /** Refusals are OAuth error bodies rather than problem documents. */
  isOAuth: boolean
  /** A method of the CSC API: unknown members are ignored, and refusals are in its own form. */
  isCsc: boolean
  schemas: Record<string, JsonSchema>
  /** Whose credential it asks for, from the caller that it declares. */
  principal: Principal | null
}

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.custom<JsonSchema>(),
})
const content = z.record(z.string(), z.object({ schema: z.custom<JsonSchema>() }))
const declared = z.object({
  'x-caller': z.string(),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: content.optional(), 'x-error-codes': z.array(z.string()).optional() }),
  ),
})
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), declared)),
  components: z.object({ schemas: z.record(z.string(), z.custom<JsonSchema>()).default({}) }).default({ schemas: {} }),
})

/** Every operation that the served documents declare. */
export async function listOperations(world: Pick<PortalWorld, 'call'>): Promise<Operation[]> {
  const operations: Operation[] = []
  for (const { document: path } of Object.values(apiParts)) {
    const answer = await world.call({ method: 'GET', path })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    operations.push(...readDocument(document.parse(await answer.json())))
  }
  return operations
}

function readDocument({ paths, components: { schemas } }: z.infer<typeof document>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      pathParameters: operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name),
      queryParameters: operation.parameters.filter((each) => each.in === 'query'),
      body: readBody(operation.requestBody?.content),
      answers: Object.entries(operation.responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content: types }]) => Object.keys(types ?? {})),
      refusals: Object.entries(operation.responses).flatMap(([status, { 'x-error-codes': codes = [] }]) =>
        codes.map((code) => `${status} ${code}`),
      ),
      isOAuth: path.startsWith('/oauth2/') || path === '/api/emr/v1/token',
      isCsc: path.startsWith('/csc/'),
      schemas,
      principal: principalOf({
        caller: operation['x-caller'],
        security: operation.security,
        hasForm: operation.requestBody?.content['application/x-www-form-urlencoded'] !== undefined,
      }),
    })),
  )
}

function readBody(types: z.infer<typeof content> | undefined): Operation['body'] {
  if (types === undefined) return null
  for (const mediaType of bodyTypes) {
    const declaration = types[mediaType]
    if (declaration !== undefined) return { mediaType, schema: declaration.schema }
  }
  throw new Error(`unknown body ${Object.keys(types).join()}`)
}

/** The schema itself, behind its name. */
export function resolve(schema: JsonSchema, schemas: Operation['schemas']): JsonSchema {
  if (schema.$ref === undefined) return schema
  const named = schemas[schema.$ref.replace('#/components/schemas/', '')]
  if (named === undefined) throw new Error(`no schema ${schema.$ref}`)
  return resolve(named, schemas)
}
