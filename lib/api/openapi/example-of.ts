/** A JSON Schema of our OpenAPI documents, as far as an example of it is made. */
export type ExampleSchema = {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  example?: unknown
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  properties?: Readonly<Record<string, ExampleSchema>>
  required?: readonly string[]
  items?: ExampleSchema
  maxItems?: number
  allOf?: readonly ExampleSchema[]
  anyOf?: readonly ExampleSchema[]
  oneOf?: readonly ExampleSchema[]
}

type Schemas = Readonly<Record<string, ExampleSchema>>

/**
 * An example value of a schema: its own `example`, else one that is made of those of its fields. A field that may be left out is
 * shown only where its schema itself has an example.
 * @throws Error naming the field that has none
 */
export function exampleOf(schema: ExampleSchema, schemas: Schemas, place = ''): unknown {
  if (schema.example !== undefined) return schema.example
  if (schema.$ref !== undefined) return exampleOf(referred(schema.$ref, schemas), schemas, place)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const first = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (first !== undefined) return exampleOf(first, schemas, place)
  if (schema.allOf !== undefined) return exampleOfAll(schema.allOf, schemas, place)
  const types = [schema.type].flat()
  if (schema.properties !== undefined || types.includes('object')) return exampleObject(schema, schemas, place)
  if (types.includes('array')) {
    return schema.maxItems === 0 ? [] : [exampleOf(schema.items ?? {}, schemas, `${place}[]`)]
  }
  if (types.includes('boolean')) return true
  if (types.length > 0 && types.every((type) => type === 'null')) return null
  throw new Error(`${place || 'schema'} has no example`)
}

function exampleObject(schema: ExampleSchema, schemas: Schemas, place: string): Record<string, unknown> {
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([name, field]) => schema.required?.includes(name) === true || field.example !== undefined,
  )
  return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, schemas, `${place}.${name}`)]))
}

/** Members of several schemas together; where they are no objects, the first that has an example (a reference and its description). */
function exampleOfAll(parts: readonly ExampleSchema[], schemas: Schemas, place: string): unknown {
  const own = parts.find(({ example }) => example !== undefined)
  if (own !== undefined) return own.example
  const examples = parts
    .filter((part) => part.$ref !== undefined || part.type !== undefined || part.properties !== undefined)
    .map((part) => exampleOf(part, schemas, place))
  if (examples.length === 1) return examples[0]
  return Object.assign({}, ...examples.map((each) => (typeof each === 'object' ? each : {})))
}

function referred(reference: string, schemas: Schemas): ExampleSchema {
  const schema = schemas[reference.replace('#/components/schemas/', '')]
  if (schema === undefined) throw new Error(`${reference} leads nowhere`)
  return schema
}
