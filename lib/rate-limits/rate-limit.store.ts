import type { Database } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { CountedAttempt, RateLimit } from './rate-limit'

/** Counts one attempt; `undefined` when nothing was counted. */
export async function addAttempt(
  db: Pick<Database, 'sql'>,
  side: Side,
  { key, windowSeconds, weight = 1 }: RateLimit,
): Promise<CountedAttempt | undefined> {
  const [attempt] = await db.sql<CountedAttempt[]>`
    ${counting(db, side, { key: db.sql`${key}`, windowSeconds, weight })}`
  return attempt
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
 * INSERT that returns a `CountedAttempt`. With `from`, one attempt is counted for each of its rows, and `key` may speak of them.
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
