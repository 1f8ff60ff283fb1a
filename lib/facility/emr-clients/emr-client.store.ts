import type { Database } from '@/lib/db/database'

/** Distinct page origins of live EMR clients of live facilities, sorted. */
export async function readEmbedOrigins(db: Pick<Database, 'sql'>): Promise<string[]> {
  const rows = await db.sql<{ origin: string }[]>`
    SELECT DISTINCT unnest(client.origins) AS origin
    FROM facility.emr_client AS client JOIN facility.facility AS facility ON facility.id = client.facility_id
    WHERE client.disabled_at IS NULL AND facility.disabled_at IS NULL
    ORDER BY origin`
  return rows.map((row) => row.origin)
}
