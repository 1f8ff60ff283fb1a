import type { ServerResponse } from 'node:http'
import type { Context, Next } from 'hono'
import type { ApiEnvironment } from './router'

/** What a handler may set otherwise for its own answer. */
const defaults: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Security headers and the request's id on every answer. On node:http they are set on the server's answer before anything else:
 * looking at the headers of an answer of @hono/node-server makes it build what it otherwise never needs.
 */
export async function secureHeaders(c: Context<ApiEnvironment>, next: Next): Promise<void> {
  const { requestId } = c.var.origin
  const answer = answerOf(c.env)
  if (answer !== null) {
    for (const [name, value] of Object.entries(defaults)) answer.setHeader(name, value)
    for (const [name, value] of Object.entries(always)) answer.setHeader(name, value)
    answer.setHeader('x-request-id', requestId)
    return next()
  }
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(defaults)) if (!headers.has(name)) headers.set(name, value)
  for (const [name, value] of Object.entries(always)) headers.set(name, value)
  headers.set('x-request-id', requestId)
}

/** The bindings of @hono/node-server; there are none in the pages' framework and in tests without a server. */
function answerOf(environment: unknown): ServerResponse | null {
  if (typeof environment !== 'object' || environment === null || !('outgoing' in environment)) return null
  return environment.outgoing as ServerResponse
}
