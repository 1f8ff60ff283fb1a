import { type ExampleSchema, exampleOf } from './example-of'

type Schemas = Record<string, ExampleSchema>
type Content = Record<string, { schema?: ExampleSchema; example?: unknown }>
type DocumentedOperation = {
  parameters?: { schema?: ExampleSchema; example?: unknown; name: string; required?: boolean }[]
  requestBody?: { content?: Content }
  responses?: Record<string, { content?: Content }>
}

/** Media types whose examples are made of the schema's; bytes and pages have none. */
const described = ['application/json', 'application/x-www-form-urlencoded']

/** The document with an example of each request body, answer and required parameter. */
export function withExamples<Document extends { paths?: object; components?: { schemas?: object } }>(
  document: Document,
): Document {
  const schemas = (document.components?.schemas ?? {}) as Schemas
  const paths = Object.entries(document.paths ?? {}).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods as Record<string, DocumentedOperation>).map(([method, operation]) => [
        method,
        exemplify(operation, schemas, `${method} ${path}`),
      ]),
    ),
  ])
  return { ...document, paths: Object.fromEntries(paths) }
}

function exemplify(operation: DocumentedOperation, schemas: Schemas, place: string): DocumentedOperation {
  const { parameters, requestBody, responses = {} } = operation
  return {
    ...operation,
    ...(parameters === undefined
      ? {}
      : {
          parameters: parameters.map((each) =>
            each.required === true && each.schema !== undefined
              ? { ...each, example: exampleOf(each.schema, schemas, `${place} ${each.name}`) }
              : each,
          ),
        }),
    ...(requestBody === undefined
      ? {}
      : { requestBody: { ...requestBody, content: exemplifyContent(requestBody.content, schemas, place) } }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [
        status,
        status.startsWith('2') && answer.content !== undefined
          ? { ...answer, content: exemplifyContent(answer.content, schemas, `${place} ${status}`) }
          : answer,
      ]),
    ),
  }
}

function exemplifyContent(content: Content = {}, schemas: Schemas, place: string): Content {
  return Object.fromEntries(
    Object.entries(content).map(([mediaType, media]) =>
      media.example === undefined && media.schema !== undefined && described.includes(mediaType)
        ? [mediaType, { ...media, example: exampleOf(media.schema, schemas, place) }]
        : [mediaType, media],
    ),
  )
}
