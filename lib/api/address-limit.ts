import type { Context } from 'hono'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { ApiEnvironment } from './router'

const perMinute = 600

/**
 * Last-resort limit of the phone routes without a session: generous, because whole hospitals and mobile networks
 * share one address. Where the server reports no address, only the limits on card, holder and session apply.
 * @throws AppError `request.rate_limited`; `service.unavailable` when it cannot count.
 */
export async function limitAddress(c: Context<ApiEnvironment>, next: () => Promise<void>): Promise<void> {
  const { authority, origin } = c.var
  if (origin.address !== null) {
    const key = `address:${origin.address}`
    await countAttempt(authority.db, 'authority', { key, limit: perMinute, windowSeconds: 60 })
  }
  await next()
}
