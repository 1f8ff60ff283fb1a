import type { Database } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import { asUnavailable } from '@/lib/db/unavailable'
import { requestError } from '@/lib/kernel/request.errors'
import { serviceError } from '@/lib/kernel/service.errors'
import type { Side } from '@/lib/vocabulary/settings/side'

/**
 * `limit` attempts per `windowSeconds`, of which this one counts as `weight` (1); keys name a record (card, holder, session, terminal,
 * client), an address only as the last.
 */
export type RateLimit = { key: string; limit: number; windowSeconds: number; weight?: number }

/** How many attempts there were in the window, with this one, and the seconds until it ends. */
export type CountedAttempt = { count: number; wait: number }

/**
 * Counts one attempt and judges it in the same statement, for all processes together. Nobody waits until the count is on disk: a
 * crash of the database server may forget the attempts of its last second.
 * @throws AppError `request.rate_limited` with the seconds to wait; `service.unavailable` when it cannot count (fails closed).
 */
export async function countAttempt(
  db: Pick<Database, 'sql'>,
  side: Side,
  { key, limit, windowSeconds, weight = 1 }: RateLimit,
): Promise<void> {
  const [attempt] = await db.sql<CountedAttempt[]>`
    ${counting(db, side, { key: db.sql`${key}`, windowSeconds, weight })}`.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  judgeAttempt(attempt, { limit, windowSeconds })
}

/**
 * Gives back one attempt that was counted at `countedAt`, in the window it was counted in. None left there is no error.
 * In a transaction, release several keys always in the same order: each one locks its row.
 */
export async function releaseAttempt(
  tx: Pick<Database, 'sql'>,
  side: Side,
  { key, windowSeconds, countedAt }: Pick<RateLimit, 'key' | 'windowSeconds'> & { countedAt: Date },
): Promise<void> {
  await tx.sql`
    UPDATE ${tx.sql(side)}.rate_limit SET count = count - 1
    WHERE key = ${key} AND count > 0
      AND window_start = to_timestamp(floor(extract(epoch FROM ${countedAt}::timestamptz) / ${windowSeconds}::int) * ${windowSeconds}::int)`
}

/**
 * The counting as a part of another statement, which then does not wait for the disk either and may do nothing else that must: an
 * INSERT that tells a `CountedAttempt`. With `from`, one attempt is counted for each of its rows, and `key` may speak of them.
 */
export function counting(
  db: Pick<Database, 'sql'>,
  side: Side,
  { key, windowSeconds, weight = 1 }: { key: Statement; windowSeconds: number; weight?: number },
  from: Statement = db.sql``,
): Statement {
  return db.sql`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO ${db.sql(side)}.rate_limit AS attempts (key, window_start, count)
    SELECT ${key}, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / ${windowSeconds}::int) * ${windowSeconds}::int), ${weight}::int
    FROM unhurried ${from}
    ON CONFLICT (key, window_start) DO UPDATE SET count = attempts.count + excluded.count
    RETURNING count, ceil(extract(epoch FROM window_start) + ${windowSeconds}::int - extract(epoch FROM clock_timestamp()))::int AS wait`
}

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
