import type { Database } from '@/lib/db/database'
import { doubtSeconds } from '../ledger/signature-request.store'

/** Units of one request that were reserved and neither signed nor given back: burned. */
export type DoubtfulRequest = {
  requestId: string
  holderId: string
  credentialId: string
  facilityClientId: string
  units: number
  reservedAt: Date
  isReported: boolean
}

const mostRequests = 1_000

/** Requests with units that have been reserved for longer than signing takes, the oldest first. */
export async function listDoubtfulRequests(
  db: Pick<Database, 'sql'>,
  { unreportedOnly }: { unreportedOnly: boolean },
): Promise<DoubtfulRequest[]> {
  return await db.sql<DoubtfulRequest[]>`
    WITH doubtful AS (
      SELECT request_id, count(*)::int AS units, min(reserved_at) AS reserved_at FROM authority.sad_unit
      WHERE state = 'reserved' AND reserved_at < clock_timestamp() - make_interval(secs => ${doubtSeconds})
      GROUP BY request_id
    )
    SELECT request.id AS request_id, credential.holder_id, request.credential_id,
      request.facility_client_id, doubtful.units, doubtful.reserved_at,
      report.subject IS NOT NULL AS is_reported
    FROM doubtful JOIN authority.signature_request AS request ON request.id = doubtful.request_id
    JOIN authority.credential AS credential ON credential.id = request.credential_id
    LEFT JOIN LATERAL (
      SELECT subject FROM authority.audit_event
      WHERE subject = request.id AND action = 'signature.report_doubt' LIMIT 1
    ) AS report ON true
    WHERE NOT (${unreportedOnly} AND report.subject IS NOT NULL)
    ORDER BY doubtful.reserved_at LIMIT ${mostRequests}`
}
