import type { Database } from '@/lib/db/database'

/**
 * The key under which this content is being sent: the one of the first call within `repeatSeconds`, else `newKey`. One statement, so
 * that of many calls at once all get the same.
 */
export async function keyOfContent(
  db: Pick<Database, 'sql'>,
  content: { facilityId: string; contentMac: Uint8Array; newKey: string; repeatSeconds: number },
): Promise<string> {
  const [row] = await db.sql<{ requestKey: string }[]>`
    INSERT INTO facility.compat_repeat AS known (facility_id, content_mac, request_key, expires_at)
    VALUES (${content.facilityId}, ${content.contentMac}, ${content.newKey},
      clock_timestamp() + make_interval(secs => ${content.repeatSeconds}::int))
    ON CONFLICT (facility_id, content_mac) DO UPDATE SET
      request_key = CASE WHEN known.expires_at > clock_timestamp() THEN known.request_key ELSE EXCLUDED.request_key END,
      expires_at = CASE WHEN known.expires_at > clock_timestamp() THEN known.expires_at ELSE EXCLUDED.expires_at END
    RETURNING request_key`
  if (row === undefined) throw new Error('an upsert returned no row')
  return row.requestKey
}
