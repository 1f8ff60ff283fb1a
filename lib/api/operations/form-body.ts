import { z } from '@hono/zod-openapi'
import type { Declaration } from './declaration'

const mediaType = 'application/x-www-form-urlencoded'

/** The schema of a form that an operation takes (RFC 6749 §3.2), `null` for any other body. */
export function formSchemaOf(declaration: Pick<Declaration, 'request'>): z.ZodObject | null {
  const content = declaration.request?.body?.content[mediaType]
  if (content === undefined || !('schema' in content)) return null
  return content.schema instanceof z.ZodObject ? content.schema : null
}

export function hasFormBody(declaration: Pick<Declaration, 'request'>): boolean {
  return formSchemaOf(declaration) !== null
}
