import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clientTypes } from './client-types'
import { toTypeScript } from './to-typescript'

test('the types of @shomei/emr-client are what the schemas say; `npm run generate` writes them', () => {
  const path = new URL('../../../packages/emr-client/src/api-types.ts', import.meta.url)
  expect(readFileSync(path, 'utf8')).toBe(clientTypes())
})

test.each([
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, "('a' | 'b')[]"],
  [{ anyOf: [{ $ref: '#/components/schemas/Phone' }, { type: 'null' }] }, 'Phone | null'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
  [
    { type: 'object', properties: { a: { const: 1 }, 'b-c': { type: 'boolean' } }, required: ['a'] },
    "{\n  a: 1\n  'b-c'?: boolean\n}",
  ],
] as const)('%j is %s', (schema, text) => {
  expect(toTypeScript({ X: schema as never })).toContain(`export type X = ${text}\n`)
})
