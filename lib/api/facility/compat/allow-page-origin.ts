import type { Context, Next } from 'hono'
import type { ApiEnvironment } from '@/lib/api/router'
import { isAllowedOrigin } from '@/lib/facility/compat/admit-compat-caller'

/**
 * Cross-origin reads (Fetch §3.2) for exactly the registered page origins of the facility in the path; no wildcard, no credentials
 * mode. Refusals are readable too, or the page could not show its user why. Another origin gets no header, so its browser
 * keeps the answer from it, and a preflight of it fails.
 */
export async function allowPageOrigin(c: Context<ApiEnvironment>, next: Next): Promise<Response | undefined> {
  const pageOrigin = c.req.header('origin') ?? null
  const [, , facilityCode = ''] = c.req.path.split('/')
  const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
  const isAllowed =
    pageOrigin !== null && (await isAllowedOrigin(c.var.facility, { facilityCode: decode(facilityCode), pageOrigin }))
  if (isPreflight) {
    const allowed = {
      'access-control-allow-origin': pageOrigin ?? '',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key',
      'access-control-max-age': '600',
    }
    return new Response(null, {
      status: isAllowed ? 204 : 403,
      headers: { vary: 'origin', ...(isAllowed ? allowed : {}) },
    })
  }
  await next()
  // A header that is set before the handler is lost when the handler throws: the refusal is another answer.
  if (isAllowed && pageOrigin !== null) {
    c.header('access-control-allow-origin', pageOrigin)
    c.header('access-control-expose-headers', 'retry-after, x-request-id')
  }
  c.header('vary', 'origin', { append: true })
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
