import type { Database } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import { asUnavailable } from '@/lib/db/unavailable'
import type { CountedAttempt } from '@/lib/rate-limits/rate-limit'
import { counting } from '@/lib/rate-limits/rate-limit.store'
import type { Bearer } from './bearer'

export type FoundBearer = Bearer & {
  /** Neither expired nor revoked, and phone, holder and facility client are live as well. */
  isLive: boolean
  /** The database's clock. */
  now: Date
}

/** The token with the verdict of every level at the moment of the statement; `null` when there is no such token (AT-15). */
export async function findBearer(
  db: Pick<Database, 'sql'>,
  { accessTokenId }: Pick<Bearer, 'accessTokenId'>,
): Promise<FoundBearer | null> {
  const [found] = await db.sql<FoundBearer[]>`${bearerWhere(db, db.sql`token.id = ${accessTokenId}`)}`
  return found ?? null
}

/**
 * The bearer of a presented token, as `findBearer` returns it; for a live one a call is counted in the same statement.
 * @throws AppError `service.unavailable` when it cannot be counted (fails closed)
 */
export async function findBearerOfToken(
  db: Pick<Database, 'sql'>,
  tokenHash: Uint8Array,
  windowSeconds: number,
): Promise<{ found: FoundBearer | null; attempt: CountedAttempt | undefined }> {
  const key = db.sql`'csc:' || bearer.access_token_id`
  const [row] = await db.sql<(FoundBearer & { count: number | null; wait: number | null })[]>`
    WITH bearer AS (${bearerWhere(db, db.sql`token.token_hash = ${tokenHash}`)}),
    attempt AS (${counting(db, 'authority', { key, windowSeconds }, db.sql`, bearer WHERE bearer.is_live`)})
    SELECT bearer.*, attempt.count, attempt.wait FROM bearer LEFT JOIN attempt ON true`.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  if (row === undefined) return { found: null, attempt: undefined }
  const { count, wait, ...found } = row
  return { found, attempt: count === null || wait === null ? undefined : { count, wait } }
}

function bearerWhere(db: Pick<Database, 'sql'>, which: Statement): Statement {
  return db.sql`
    SELECT token.id AS access_token_id, token.holder_id, token.facility_client_id,
      token.certificate_thumbprint, token.expires_at,
      clock_timestamp()::timestamptz(3) AS now,
      token.revoked_at IS NULL AND token.expires_at > clock_timestamp() AND holder.disabled_at IS NULL
        AND client.disabled_at IS NULL AND phone.revoked_at IS NULL AND phone.disabled_at IS NULL AS is_live
    FROM authority.access_token AS token
    JOIN authority.facility_client AS client ON client.id = token.facility_client_id
    JOIN authority.holder AS holder ON holder.id = token.holder_id
    LEFT JOIN authority.phone AS phone ON phone.id = token.phone_id
    WHERE ${which} AND token.scope = 'sign'`
}
