import { requestError } from '@/lib/kernel/request.errors'
import { serviceError } from '@/lib/kernel/service.errors'

/**
 * `limit` attempts per `windowSeconds`, of which this one counts as `weight` (1); keys name a record (card, holder, session, terminal,
 * client), an address only as the last.
 */
export type RateLimit = { key: string; limit: number; windowSeconds: number; weight?: number }

/** How many attempts there were in the window, with this one, and the seconds until it ends. */
export type CountedAttempt = { count: number; wait: number }

/** @throws AppError `request.rate_limited` with the seconds to wait; `service.unavailable` when nothing was counted (fails closed). */
export function judgeAttempt(
  attempt: CountedAttempt | undefined,
  { limit, windowSeconds }: Pick<RateLimit, 'limit' | 'windowSeconds'>,
): void {
  if (attempt === undefined) throw serviceError('service.unavailable', { retryAfterSeconds: 5 })
  if (attempt.count <= limit) return
  const seconds = Math.max(1, attempt.wait)
  throw requestError('request.rate_limited', {
    retryAfterSeconds: seconds,
    params: { seconds },
    detail: `limit ${limit}/${windowSeconds}s`,
  })
}
