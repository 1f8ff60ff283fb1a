import type { ExampleSchema } from './example-of'

type Schema = ExampleSchema & { description?: string; additionalProperties?: boolean | Schema }

const heading = `/**
 * Written by \`npm run generate\` from the OpenAPI document of the EMR API. Do not edit.
 */
`

/** The schemas of a document as types of TypeScript, in the order of the alphabet. */
export function toTypeScript(schemas: Readonly<Record<string, Schema>>): string {
  const types = Object.entries(schemas)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, schema]) => `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')}\n`)
  return `${heading}\n${types.join('\n')}`
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '')
  if (schema.const !== undefined) return literal(schema.const)
  const isNullable = [schema.type].flat().includes('null')
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ')
  if (schema.allOf !== undefined) {
    return schema.allOf
      .filter((part) => part.$ref ?? part.type)
      .map((part) => typeOf(part, indent))
      .join(' & ')
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.map((part) => typeOf(part, indent)).join(' | ')
  const own = [schema.type].flat().filter((type) => type !== 'null')[0]
  return `${plainTypeOf(own, schema, indent)}${isNullable && own !== undefined ? ' | null' : ''}`
}

function plainTypeOf(type: string | undefined, schema: Schema, indent: string): string {
  if (type === 'array') {
    const item = typeOf(schema.items ?? {}, indent)
    return /[|&]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (type === 'object') return objectType(schema, indent)
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string' || type === 'boolean') return type
  return [schema.type].flat().includes('null') ? 'null' : 'unknown'
}

function objectType({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'
    return `Record<string, ${values}>`
  }
  const inner = `${indent}  `
  const fields = Object.entries(properties).map(([name, field]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
    return `${comment(field, inner)}${inner}${key}${required.includes(name) ? '' : '?'}: ${typeOf(field, inner)}\n`
  })
  return `{\n${fields.join('')}${indent}}`
}

function comment({ description }: Schema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '')} */\n`
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}
