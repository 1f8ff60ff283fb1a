import type { Database } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { Side } from '@/lib/vocabulary/settings/side'
import { judgeAttempt, type RateLimit } from './rate-limit'
import { addAttempt } from './rate-limit.store'

/**
 * Counts one attempt and judges it in the same statement, for all processes together. The answer does not wait until the count is on disk:
 * a crash of the database server may forget the attempts of its last second.
 * @throws AppError `request.rate_limited` with the seconds to wait; `service.unavailable` when it cannot count (fails closed).
 */
export async function countAttempt(db: Pick<Database, 'sql'>, side: Side, limit: RateLimit): Promise<void> {
  const attempt = await addAttempt(db, side, limit).catch((error: unknown) => {
    throw asUnavailable(error)
  })
  judgeAttempt(attempt, limit)
}
