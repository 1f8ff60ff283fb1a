import type { JSONWebKeySet } from 'jose'
import type { Database, Transaction } from '@/lib/db/database'

/** Distinct page origins of live EMR clients of live facilities, sorted. */
export async function readEmbedOrigins(db: Pick<Database, 'sql'>): Promise<string[]> {
  const rows = await db.sql<{ origin: string }[]>`
    SELECT DISTINCT unnest(client.origins) AS origin
    FROM facility.emr_client AS client JOIN facility.facility AS facility ON facility.id = client.facility_id
    WHERE client.disabled_at IS NULL AND facility.disabled_at IS NULL
    ORDER BY origin`
  return rows.map((row) => row.origin)
}

export type NewEmrClient = {
  id: string
  facilityId: string
  clientId: string
  name: string
  secretHash: Uint8Array<ArrayBuffer> | null
  jwks: JSONWebKeySet | null
  origins: string[]
}

export async function insertEmrClient(tx: Transaction, { jwks, ...client }: NewEmrClient): Promise<void> {
  await tx.sql`
    INSERT INTO facility.emr_client (id, facility_id, client_id, name, secret_hash, jwks, origins)
    VALUES (${client.id}, ${client.facilityId}, ${client.clientId}, ${client.name}, ${client.secretHash},
      ${jwks === null ? null : JSON.stringify(jwks)}::text::jsonb, ${client.origins}::text[])`
}

/** Marks as disabled; false when already disabled or not of the facility. */
export async function disableIfLive(tx: Transaction, facilityId: string, emrClientId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.emr_client SET disabled_at = clock_timestamp()
    WHERE id = ${emrClientId} AND facility_id = ${facilityId} AND disabled_at IS NULL`
  return count === 1
}

export type EmrClientKeys = {
  id: string
  facilityId: string
  secretHash: Uint8Array | null
  /** As stored; to be parsed by who verifies with it. */
  jwks: unknown
  /** Seconds since 1970 by the database: of one facility's processes none judges an assertion by a clock of its own. */
  nowSeconds: number
}

/** How a live client of a live facility proves itself. */
export async function findKeysByClientId(db: Pick<Database, 'sql'>, clientId: string): Promise<EmrClientKeys | null> {
  const [row] = await db.sql<EmrClientKeys[]>`
    SELECT client.id, client.facility_id, client.secret_hash, client.jwks,
      extract(epoch FROM clock_timestamp())::float8 AS now_seconds
    FROM facility.emr_client AS client JOIN facility.facility AS facility ON facility.id = client.facility_id
    WHERE client.client_id = ${clientId} AND client.disabled_at IS NULL AND facility.disabled_at IS NULL`
  return row ?? null
}

/** Remembers an assertion's `jti` until it ends; false when it was seen before (RFC 7523 §3). */
export async function rememberAssertion(
  tx: Transaction,
  assertion: { emrClientId: string; jtiHash: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO facility.emr_client_assertion (emr_client_id, jti_hash, expires_at)
    VALUES (${assertion.emrClientId}, ${assertion.jtiHash}, ${assertion.expiresAt}) ON CONFLICT DO NOTHING`
  return count === 1
}

/**
 * Tidies what has long ended; nothing depends on it. An assertion's end is judged by the process's clock, which may be behind the
 * database's: its `jti` stays known for a while longer.
 */
export async function deleteEndedOf(tx: Transaction, emrClientId: string): Promise<void> {
  await tx.sql`
    DELETE FROM facility.emr_client_assertion WHERE emr_client_id = ${emrClientId} AND expires_at < clock_timestamp() - interval '10 minutes'`
  await tx.sql`
    DELETE FROM facility.emr_access_token
    WHERE emr_client_id = ${emrClientId} AND expires_at < clock_timestamp() - interval '1 hour'`
}
