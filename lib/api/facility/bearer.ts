import type { Context } from 'hono'

/** The bearer of a request (RFC 6750 §2.1); `null` when there is none of that form. Query and body are not looked at. */
export function readBearer(c: Context): string | null {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '') ?? []
  return token ?? null
}
