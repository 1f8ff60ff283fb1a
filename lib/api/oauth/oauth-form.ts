import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import type { ApiEnvironment } from '../router'

const mediaType = 'application/x-www-form-urlencoded'

/**
 * Reads an OAuth request (RFC 6749 §3.2): the form only, never the query; a repeated parameter is refused, one without a value
 * counts as left out, unknown ones are ignored, which is what a plain `z.object` does.
 * @throws AppError `request.malformed` naming the parameters at fault
 */
export async function readOAuthForm<Shape extends z.ZodRawShape>(
  c: Context<ApiEnvironment>,
  schema: z.ZodObject<Shape>,
): Promise<z.infer<z.ZodObject<Shape>>> {
  const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  if (type.trim() !== mediaType) throw malformed(['content-type'])
  const pairs = [...new URLSearchParams(await c.req.text())]
  const names = pairs.map(([name]) => name)
  if (new Set(names).size !== names.length)
    throw malformed(names.filter((name, place) => names.indexOf(name) !== place))
  const parsed = schema.safeParse(Object.fromEntries(pairs.filter(([, value]) => value !== '')))
  if (!parsed.success) throw malformed(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
  return parsed.data
}

/** A form body in a route's declaration. */
export function formBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { [mediaType]: { schema } } }
}

function malformed(names: readonly string[]): AppError {
  const invalidParams = [...new Set(names)].slice(0, 20).map((name) => ({ name, reason: 'invalid' }))
  return requestError('request.malformed', { invalidParams })
}
