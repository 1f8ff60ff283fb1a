import type { OpenApiDocument } from '@/lib/api/openapi-document'
import { describeDetail, describeType, type FieldRow, type JsonSchema } from './describe-schema'

type Content = Record<string, { schema?: JsonSchema; example?: unknown }>
type Parameter = {
  name: string
  in: string
  required?: boolean
  schema?: JsonSchema
  description?: string
  example?: unknown
}
type Answer = { description: string; content?: Content; 'x-error-codes'?: string[] }
type Operation = {
  operationId?: string
  summary?: string
  description?: string
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, Answer>
}
/** The part of an OpenAPI document that this page reads. */
type ReadDocument = {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, JsonSchema> }
}

export type Payload = { mediaType: string; schema: JsonSchema; example?: unknown }

export type DescribedOperation = {
  id: string
  method: string
  path: string
  summary: string
  security: string[]
  /** A bearer in `Authorization` is shown. */
  showsBearer: boolean
  pathExamples: Record<string, string>
  requiredHeaders: Record<string, string>
  parameters: FieldRow[]
  bodies: Payload[]
  answers: { status: string; description: string; payloads: Payload[] }[]
  refusals: { status: string; codes: string[] }[]
}

const bearers = ['emrClient', 'frameSession', 'accessToken', 'clientAssertion']

export type DescribedApi = {
  groups: { name: string; operations: DescribedOperation[] }[]
  schemas: { name: string; schema: JsonSchema }[]
}

/** An OpenAPI document as this page shows it: operations by the word that follows the version, then the schemas. */
export function describeApi(document: OpenApiDocument): DescribedApi {
  const { paths = {}, components } = JSON.parse(JSON.stringify(document)) as ReadDocument
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation(method, path, operation)),
  )
  const names = [...new Set(operations.map(({ path }) => groupOf(path)))]
  return {
    groups: names.map((name) => ({ name, operations: operations.filter(({ path }) => groupOf(path) === name) })),
    schemas: Object.entries(components?.schemas ?? {}).map(([name, schema]) => ({ name, schema })),
  }
}

function describeOperation(method: string, path: string, operation: Operation): DescribedOperation {
  const { operationId, summary = '', security = [], parameters = [], requestBody, responses } = operation
  const schemes = security.flatMap((scheme) => Object.keys(scheme))
  return {
    id: operationId ?? `${method}-${path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}`,
    method: method.toUpperCase(),
    path,
    summary,
    security: schemes,
    showsBearer: schemes.some((name) => bearers.includes(name)),
    pathExamples: examplesOf(parameters, 'path'),
    requiredHeaders: examplesOf(parameters, 'header'),
    parameters: parameters.map(toRow),
    bodies: toPayloads(requestBody?.content),
    answers: Object.entries(responses)
      .filter(([status, answer]) => answer['x-error-codes'] === undefined && status !== 'default')
      .map(([status, { description, content }]) => ({ status, description, payloads: toPayloads(content) })),
    refusals: Object.entries(responses).flatMap(([status, { 'x-error-codes': codes }]) =>
      codes === undefined ? [] : [{ status, codes }],
    ),
  }
}

function examplesOf(parameters: readonly Parameter[], place: 'path' | 'header'): Record<string, string> {
  const required = parameters.filter((each) => each.in === place && each.required === true)
  return Object.fromEntries(required.map(({ name, example = '' }) => [name, String(example)]))
}

function toRow({ name, in: place, required = false, schema = {}, description }: Parameter): FieldRow {
  const detail = [place, description, describeDetail(schema)].filter((text) => text !== undefined && text !== '')
  return { name, type: describeType(schema), required, detail: detail.join('; ') }
}

function toPayloads(content: Content = {}): Payload[] {
  return Object.entries(content).map(([mediaType, { schema = {}, example }]) => ({ mediaType, schema, example }))
}

/** `/api/emr/v1/staff/{id}` is of `staff`; `/csc/v2/credentials/list` of `credentials`; `/oauth2/token` of `oauth2`. */
function groupOf(path: string): string {
  return /^\/(?:api\/\w+|csc)\/v\d+\/([^/]+)/.exec(path)?.[1] ?? path.split('/')[1] ?? path
}
