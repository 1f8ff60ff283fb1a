import { expect, test } from 'vitest'
import { describeDetail, describeFields, describeType, type JsonSchema } from './describe-schema'

const typeName = (schema: JsonSchema) =>
  describeType(schema)
    .map(({ text }) => text)
    .join('')

test.each<{ schema: JsonSchema; name: string }>([
  { schema: { type: 'string' }, name: 'string' },
  { schema: { type: ['string', 'null'], format: 'date-time' }, name: 'string (date-time) | null' },
  { schema: { type: 'string', enum: ['ja', 'en'] }, name: '"ja" | "en"' },
  { schema: { $ref: '#/components/schemas/Phone' }, name: 'Phone' },
  { schema: { anyOf: [{ $ref: '#/components/schemas/Phone' }, { type: 'null' }] }, name: 'Phone | null' },
  { schema: { allOf: [{ $ref: '#/components/schemas/Phone' }, { description: 'x' }] }, name: 'Phone' },
  { schema: { type: 'array', items: { $ref: '#/components/schemas/Phone' } }, name: 'array of Phone' },
  { schema: {}, name: 'any' },
])('names the type $name', ({ schema, name }) => {
  expect(typeName(schema)).toBe(name)
})

test.each<{ schema: JsonSchema; detail: string }>([
  { schema: { minLength: 1, maxLength: 64 }, detail: '1–64 characters' },
  { schema: { minimum: 0 }, detail: '≥ 0' },
  { schema: { description: 'Two digits', example: '42' }, detail: 'Two digits; e.g. 42' },
  { schema: { allOf: [{ $ref: '#/x' }, { description: 'later' }] }, detail: 'later' },
  { schema: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER }, detail: '' },
])('says $detail', ({ schema, detail }) => {
  expect(describeDetail(schema)).toBe(detail)
})

test('lists fields of inner objects and arrays by their path', () => {
  const inner: JsonSchema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
  const schema: JsonSchema = {
    type: 'object',
    properties: { staff: inner, methods: { type: 'array', items: inner } },
    required: ['staff'],
  }
  expect(describeFields(schema).map(({ name, required }) => `${name}${required ? '*' : ''}`)).toEqual([
    'staff*',
    'staff.name*',
    'methods',
    'methods[].name*',
  ])
})
