import type { Database } from '@/lib/db/database'

/** Columns that say only when somebody looked. */
const looks = ['checked_at', 'last_seen_at', 'last_polled_at']
/** What counting, authenticating and the vendor's record of a request leave behind even when they refuse. */
const traces = ['rate_limit', 'client_assertion', 'emr_client_assertion', 'emr_request']

/** A fingerprint of every table of both sides: two that are equal mean that nothing was written in between. */
export async function snapshot({ sql }: Pick<Database, 'sql'>): Promise<Record<string, string>> {
  const tables = await sql<{ schema: string; name: string }[]>`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
    WHERE table_schema IN ('authority', 'facility') AND NOT table_name = ANY(${traces}) ORDER BY 1, 2`
  const prints = await Promise.all(
    tables.map(async ({ schema, name }) => {
      const [row] = await sql<{ print: string }[]>`
        SELECT coalesce(md5(string_agg(line, '|' ORDER BY line)), '') AS print
        FROM (SELECT (to_jsonb(each) - ${looks}::text[])::text AS line FROM ${sql(schema)}.${sql(name)} AS each) AS lines`
      return [`${schema}.${name}`, row?.print ?? ''] as const
    }),
  )
  return Object.fromEntries(prints)
}
