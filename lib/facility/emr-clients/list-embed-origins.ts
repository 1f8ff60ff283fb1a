import type { Database } from '@/lib/db/database'
import { readEmbedOrigins } from './emr-client.store'

const cacheMs = 5_000

let known: { origins: string[]; until: number } = { origins: [], until: 0 }
let reading: Promise<string[]> | undefined

/**
 * Every page origin that may frame `/embed`: those of live EMR clients of live facilities (rule E1, `frame-ancestors`). Up to 5 s
 * old. While the database is away it is the last list known, at first none: then nothing may frame us.
 */
export async function listEmbedOrigins(db: Pick<Database, 'sql'>): Promise<string[]> {
  if (performance.now() < known.until) return known.origins
  reading ??= readEmbedOrigins(db)
    .catch(() => known.origins)
    .then((origins) => {
      known = { origins, until: performance.now() + cacheMs }
      return origins
    })
    .finally(() => {
      reading = undefined
    })
  return reading
}
