import { serviceError } from '@/lib/kernel/service.errors'
import { shareCall } from '@/lib/kernel/share-call'
import type { Database } from './database'

/** However many ask, there is one transaction that writes in this time, and one question at a time in between. */
const keepMs = 1_000
const answerMs = 4_000

/**
 * A check that the database can do what a sign-in needs, without leaving a row: a transaction may write (a standby refuses), a
 * temporary file of some 100 kB finds room on the volume of the data, and a record of the log reaches the disk with COMMIT.
 * @returns a function that throws AppError `service.unavailable`
 */
export function createWriteCheck(db: Pick<Database, 'sql' | 'transaction'>): () => Promise<void> {
  const look = shareCall(async () => void (await db.sql`SELECT 1`), { keepMs: 0, now: () => performance.now() })
  const probe = shareCall(() => db.transaction(write), { keepMs, now: () => performance.now() })
  return async () => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), answerMs)
    })
    try {
      await Promise.race([Promise.all([probe(), look()]), late])
    } catch (error) {
      throw serviceError('service.unavailable', { retryAfterSeconds: 5, detail: 'write check', cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}

async function write({ sql }: Pick<Database, 'sql'>): Promise<void> {
  await sql`SELECT 1 FROM _prisma_migrations LIMIT 1`
  await sql`SELECT set_config('work_mem', '64kB', true)`
  // More rows than work_mem holds: PostgreSQL writes them to a temporary file.
  await sql`SELECT count(*) FROM generate_series(1, 5000)`
  await sql`SELECT pg_logical_emit_message(true, 'shomei', 'write check')`
}
