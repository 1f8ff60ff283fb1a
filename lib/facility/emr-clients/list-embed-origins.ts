import type { Database } from '@/lib/db/database'
import { waitAtMost } from '@/lib/egress/wait-at-most'
import { readEmbedOrigins } from './emr-client.store'

const cacheMs = 5_000
/** A frame that is not shown sends nothing: after this time the doctor sees that it cannot be shown. */
const answerMs = 2_000

/** `isCurrent` is false while the database cannot be asked, or does not answer within 2 s: then the origins are the last that were known, at first none. */
export type EmbedOrigins = { origins: readonly string[]; isCurrent: boolean }

let known: { origins: readonly string[]; until: number } = { origins: [], until: 0 }
let reading: Promise<EmbedOrigins> | undefined

/**
 * Every page origin that may frame `/embed`: those of live EMR clients of live facilities (rule E1, `frame-ancestors`), up to 5 s old.
 * However many ask at once, the database is asked once.
 */
export async function listEmbedOrigins(db: Pick<Database, 'sql'>): Promise<EmbedOrigins> {
  if (performance.now() < known.until) return { origins: known.origins, isCurrent: true }
  reading ??= waitAtMost(readEmbedOrigins(db), answerMs, () => new Error('no answer in time'))
    .then((origins) => {
      known = { origins, until: performance.now() + cacheMs }
      return { origins, isCurrent: true }
    })
    .catch(() => ({ origins: known.origins, isCurrent: false }))
    .finally(() => {
      reading = undefined
    })
  return reading
}
