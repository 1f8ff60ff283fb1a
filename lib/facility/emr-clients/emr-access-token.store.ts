import type { Database, Transaction } from '@/lib/db/database'

/** Who a live bearer stands for. */
export type EmrPrincipal = { emrClientId: string; facilityId: string; expiresInSeconds: number }

export async function insertEmrAccessToken(
  tx: Transaction,
  token: { tokenHash: Uint8Array; emrClientId: string; lifeSeconds: number },
): Promise<void> {
  await tx.sql`
    INSERT INTO facility.emr_access_token (token_hash, emr_client_id, expires_at)
    VALUES (${token.tokenHash}, ${token.emrClientId}, clock_timestamp() + make_interval(secs => ${token.lifeSeconds}::int))`
}

/** The live client of a live facility behind a bearer; `null` for any other. */
export async function findPrincipal(db: Pick<Database, 'sql'>, tokenHash: Uint8Array): Promise<EmrPrincipal | null> {
  const [row] = await db.sql<EmrPrincipal[]>`
    SELECT client.id AS emr_client_id, client.facility_id,
      floor(extract(epoch FROM bearer.expires_at - clock_timestamp()))::int AS expires_in_seconds
    FROM facility.emr_access_token AS bearer
    JOIN facility.emr_client AS client ON client.id = bearer.emr_client_id
    JOIN facility.facility AS facility ON facility.id = client.facility_id
    WHERE bearer.token_hash = ${tokenHash} AND bearer.expires_at > clock_timestamp()
      AND client.disabled_at IS NULL AND facility.disabled_at IS NULL`
  return row ?? null
}
