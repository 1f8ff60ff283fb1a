import type { Context } from 'hono'
import { AppError } from '@/lib/kernel/app-error'
import type { ApiEnvironment } from './router'

/**
 * Refuses a POST or DELETE that another origin's page could have sent along with a phone's cookie: `Sec-Fetch-Site` must say
 * same-origin, and where a browser does not send it, `Origin` must be the authority's own.
 * @throws AppError `request.forbidden`.
 */
export async function requireSameOrigin(c: Context<ApiEnvironment>, next: () => Promise<void>): Promise<void> {
  const site = c.req.header('sec-fetch-site')
  const isOwn =
    site === undefined ? c.req.header('origin') === c.var.authority.settings.authorityUrl : site === 'same-origin'
  if (!isOwn && c.req.method !== 'GET' && c.req.method !== 'HEAD') throw new AppError('request.forbidden')
  await next()
}
