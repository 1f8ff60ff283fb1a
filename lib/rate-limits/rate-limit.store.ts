import type { Database } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/kernel/app-error'

/**
 * `limit` attempts per `windowSeconds`, of which this one counts as `weight` (1); keys name a record (card, holder, session, terminal,
 * client), an address only as the last.
 */
export type RateLimit = { key: string; limit: number; windowSeconds: number; weight?: number }

/**
 * Counts one attempt and judges it in the same statement, for all processes together. Nobody waits until the count is on disk: a
 * crash of the database server may forget the attempts of its last second.
 * @throws AppError `request.rate_limited` with the seconds to wait; `service.unavailable` when it cannot count (fails closed).
 */
export async function countAttempt(
  db: Pick<Database, 'sql'>,
  side: 'authority' | 'facility',
  { key, limit, windowSeconds, weight = 1 }: RateLimit,
): Promise<void> {
  const rows = await db.sql<{ count: number; wait: number }[]>`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO ${db.sql(side)}.rate_limit AS attempts (key, window_start, count)
    SELECT ${key}, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / ${windowSeconds}::int) * ${windowSeconds}::int), ${weight}::int
    FROM unhurried
    ON CONFLICT (key, window_start) DO UPDATE SET count = attempts.count + excluded.count
    RETURNING count, ceil(extract(epoch FROM window_start) + ${windowSeconds}::int - extract(epoch FROM clock_timestamp()))::int AS wait
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  const [attempt] = rows
  if (attempt === undefined) throw new AppError('service.unavailable', { retryAfterSeconds: 5 })
  if (attempt.count > limit) {
    throw new AppError('request.rate_limited', {
      retryAfterSeconds: Math.max(1, attempt.wait),
      params: { seconds: Math.max(1, attempt.wait) },
      detail: `limit ${limit}/${windowSeconds}s`,
    })
  }
}
