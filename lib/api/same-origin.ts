import type { Context } from 'hono'
import { requestError } from '@/lib/kernel/request.errors'
import { sideOfPath } from './role-gate'
import type { ApiEnvironment } from './router'

/**
 * Refuses a POST or DELETE that another origin's page could have sent along with a cookie of ours: `Sec-Fetch-Site` must say
 * same-origin, and where a browser does not send it, `Origin` must be the side's own.
 * @throws AppError `request.forbidden`.
 */
export async function requireSameOrigin(c: Context<ApiEnvironment>, next: () => Promise<void>): Promise<void> {
  const { authorityUrl, facilityUrl } = c.var.authority.settings
  const site = c.req.header('sec-fetch-site')
  const own = sideOfPath(c.req.path) === 'facility' ? facilityUrl : authorityUrl
  const isOwn = site === undefined ? c.req.header('origin') === own : site === 'same-origin'
  if (!isOwn && c.req.method !== 'GET' && c.req.method !== 'HEAD') throw requestError('request.forbidden')
  await next()
}
