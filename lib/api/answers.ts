import type { z } from '@hono/zod-openapi'
import { problemDocument } from '../wire/problem'

/** A JSON answer of a route's declaration. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } }
}

/** A JSON body that a route requires. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** Every refusal of every route: RFC 9457, written by the edge. */
export const problemAnswer = {
  description: 'Problem document; `code` says which',
  content: { 'application/problem+json': { schema: problemDocument } },
}
