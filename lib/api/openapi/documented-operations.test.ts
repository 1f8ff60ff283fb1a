import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { Declaration } from '../operations/declaration'
import { listOperations } from '../operations/list-operations'
import { undatabasedApi } from '../testing/undatabased-api'

const { contexts, documents } = undatabasedApi()
const declarations = listOperations(contexts).map(({ declaration }) => declaration)

type Media = { schema?: object; example?: unknown }
type Documented = {
  operationId?: string
  summary?: string
  parameters?: { name: string; required?: boolean; schema: object; example?: unknown }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, Media>; 'x-error-codes'?: string[] }>
}

const operations = documents.flatMap(({ document }) => {
  const { paths = {}, components } = JSON.parse(JSON.stringify(document)) as {
    paths?: Record<string, Record<string, Documented>>
    components?: object
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      operation,
      components,
    })),
  )
})

/** What an operationId begins with: what a client does. */
const verbs =
  'approve|authorize|bind|cancel|claim|create|deny|end|extend|finish|get|introspect|issue|list|match|open|read|redeem|remove|report|revoke|sign|start|stream|validate|verify'

describe('operationId', () => {
  test.each(declarations.map(({ method, path, operationId }) => ({ key: `${method} ${path}`, operationId })))(
    '$key: verb and noun in camelCase',
    ({ operationId }) => {
      expect(operationId).toMatch(new RegExp(`^(?:${verbs})[A-Z][A-Za-z0-9]*$`))
    },
  )

  test('no two operations have the same', () => {
    const names = declarations.map(({ operationId }) => operationId)
    expect([...new Set(names)].sort()).toEqual([...names].sort())
  })
})

describe('a request and an answer have an example that their schema takes', () => {
  test.each(operations)('$key', ({ operation, components }) => {
    expect(operation.operationId).toBeTruthy()
    expect(operation.summary?.trim()).toBeTruthy()
    // `default` has the form of every refusal; its codes and examples are those of the statuses.
    const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
    const media = [
      ...Object.entries(operation.requestBody?.content ?? {}),
      ...answers.flatMap(([, { content = {} }]) => Object.entries(content)),
    ].filter(([type]) => /json|urlencoded/.test(type))
    for (const [, { schema = {}, example }] of media) expectFits(schema, components, example)
    const required = (operation.parameters ?? []).filter((each) => each.required === true)
    for (const { schema, example } of required) expectFits(schema, components, example)
  })

  test('every field of a request is taken by the schema that reads it', () => {
    for (const declaration of declarations.filter(({ request }) => request?.body !== undefined)) {
      const found = operations.find(({ operation }) => operation.operationId === declaration.operationId)
      if (found === undefined) continue
      for (const [type, media] of Object.entries(declaration.request?.body?.content ?? {})) {
        const example = found.operation.requestBody?.content[type]?.example
        const schema = (media as Media).schema
        if (example !== undefined && schema !== undefined && 'safeParse' in schema) {
          expect(parse(schema, example), declaration.operationId).toBe(true)
        }
      }
    }
  })
})

describe('every refusal is listed under its status', () => {
  test.each(operations)('$key', ({ key, operation }) => {
    const { operationId } = operation
    const { errors } = declarations.find((each) => each.operationId === operationId) as Declaration
    const listed = Object.entries(operation.responses).flatMap(([status, { 'x-error-codes': codes = [] }]) =>
      codes.flatMap((code) => [code, `${status} ${code}`]),
    )
    expect(listed).toEqual(expect.arrayContaining([...errors]))
    expect(operation.responses).toHaveProperty(['503', 'x-error-codes'])
    if (!key.startsWith('GET')) expect(operation.responses).toHaveProperty(['413', 'x-error-codes'])
  })
})

describe('an independent validator takes the documents', () => {
  test.each(documents)('$part', async ({ document }) => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  test('and refuses one that is wrong', async () => {
    const document = JSON.parse(JSON.stringify(documents[0]?.document)) as { info: { title?: string } }
    delete document.info.title
    expect((await new Validator().validate(document)).valid).toBe(false)
  })
})

function expectFits(schema: object, components: object | undefined, example: unknown): void {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats['default'](ajv)
  const validate = ajv.compile({ ...schema, components })
  expect(example).toBeDefined()
  expect(validate(example), JSON.stringify([validate.errors, example])).toBe(true)
}

function parse(schema: unknown, example: unknown): boolean {
  return (schema as { safeParse: (value: unknown) => { success: boolean } }).safeParse(example).success
}
