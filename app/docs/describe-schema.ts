/** A JSON Schema of the OpenAPI document, as far as this page reads it. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  example?: unknown
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  default?: unknown
}

/** One line of a type's name: text, or the name of a schema to link to. */
export type TypePart = { text: string; schema?: string }

export type FieldRow = { name: string; type: TypePart[]; required: boolean; detail: string }

/** The fields of a schema in one flat list: `staff.display_name`, `methods[].reason`. */
export function describeFields(schema: JsonSchema): FieldRow[] {
  return fieldsOf(schema, '')
}

/** The name of a schema's type, such as `string (date-time) | null`. */
export function describeType(schema: JsonSchema): TypePart[] {
  if (schema.$ref !== undefined) return [reference(schema.$ref)]
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }]
  if (schema.enum !== undefined) return joined(schema.enum.map((value) => [{ text: JSON.stringify(value) }]))
  if (schema.allOf !== undefined) return joined(schema.allOf.filter(hasType).map(describeType), ' & ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return joined(choices.map(describeType))
  if (schema.type === 'array') return [{ text: 'array of ' }, ...describeType(schema.items ?? {})]
  const names = [schema.type ?? 'any'].flat()
  return [{ text: names.map((name) => (name === 'null' ? name : withFormat(name, schema))).join(' | ') }]
}

/** What the type's name does not say: description, limits, an example. */
export function describeDetail(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, pattern, example } = schema
  const inner = schema.allOf?.map(({ description }) => description).filter((text) => text !== undefined) ?? []
  const notes = [
    schema.description,
    ...inner,
    between(minLength, maxLength, ' characters'),
    between(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum, ''),
    pattern === undefined ? undefined : `matches ${pattern}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
    example === undefined ? undefined : `e.g. ${typeof example === 'string' ? example : JSON.stringify(example)}`,
  ]
  return notes.filter((note) => note !== undefined && note !== '').join('; ')
}

function fieldsOf(schema: JsonSchema, prefix: string): FieldRow[] {
  const whole = schema.allOf === undefined ? schema : mergeAll(schema.allOf)
  return Object.entries(whole.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`
    const row = {
      name,
      type: describeType(field),
      required: whole.required?.includes(key) ?? false,
      detail: describeDetail(field),
    }
    return [row, ...fieldsOf(field, `${name}.`), ...fieldsOf(field.items ?? {}, `${name}[].`)]
  })
}

/** An `allOf` of inline objects as one; references in it are shown by their name only. */
function mergeAll(schemas: readonly JsonSchema[]): JsonSchema {
  return {
    properties: Object.assign({}, ...schemas.map(({ properties }) => properties ?? {})),
    required: schemas.flatMap(({ required }) => required ?? []),
  }
}

function hasType(schema: JsonSchema): boolean {
  return Object.keys(schema).some((key) => key !== 'description' && key !== 'example' && key !== 'default')
}

function reference(ref: string): TypePart {
  const name = ref.split('/').at(-1) ?? ref
  return { text: name, schema: name }
}

function withFormat(name: string, { format }: JsonSchema): string {
  return format === undefined ? name : `${name} (${format})`
}

function joined(parts: readonly TypePart[][], separator = ' | '): TypePart[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: separator }, ...part]))
}

function between(low: number | undefined, high: number | undefined, unit: string): string | undefined {
  if (low === undefined && high === undefined) return undefined
  if (low === high) return `${low}${unit}`
  if (low === undefined) return `≤ ${high}${unit}`
  return high === undefined ? `≥ ${low}${unit}` : `${low}–${high}${unit}`
}
