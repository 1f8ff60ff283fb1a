import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import { type ClientKey, type FacilityClient, parseClientKeys } from './facility-client'

export type StoredFacilityClient = FacilityClient & { certificateThumbprint: string | null; keys: ClientKey[] }

/** Key sets already read, by their JSON text: a client's keys are the same in every request. */
const readKeySets = new Map<string, ClientKey[]>()
const maxReadKeySets = 1_000

/** The client of that `client_id`; disabled ones are not found. */
export async function findLiveByClientId(
  db: Pick<Database, 'sql'>,
  clientId: string,
): Promise<StoredFacilityClient | null> {
  const rows = await db.sql<(Omit<StoredFacilityClient, 'keys'> & { jwks: string })[]>`
    SELECT id, client_id AS "clientId", name, certificate_thumbprint AS "certificateThumbprint", jwks::text AS jwks
    FROM authority.facility_client WHERE client_id = ${clientId} AND disabled_at IS NULL
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  const [row] = rows
  if (row === undefined) return null
  const { jwks, ...client } = row
  return { ...client, keys: readKeys(jwks) }
}

/**
 * Remembers an assertion so that it can be used once (RFC 7523 §3, `jti`); `false` when it was seen before. `expiresAt` is when
 * the assertion could no longer be accepted anyway; every 64th insert sweeps rows that are long past theirs.
 */
export async function insertAssertionOnce(
  db: Pick<Database, 'sql'>,
  assertion: { facilityClientId: string; jtiHash: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const sweepLimit = (assertion.jtiHash[0] ?? 0) < 4 ? 256 : 0
  const rows = await db.sql`
    WITH swept AS (
      DELETE FROM authority.client_assertion WHERE (facility_client_id, jti_hash) IN (
        SELECT facility_client_id, jti_hash FROM authority.client_assertion
        WHERE expires_at < statement_timestamp() - interval '10 minutes' LIMIT ${sweepLimit} FOR UPDATE SKIP LOCKED))
    INSERT INTO authority.client_assertion (facility_client_id, jti_hash, expires_at)
    VALUES (${assertion.facilityClientId}, ${assertion.jtiHash}, ${assertion.expiresAt})
    ON CONFLICT DO NOTHING RETURNING 1
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows.length === 1
}

/** Inserts a client; `false` when the `client_id` is taken, by a disabled client as well. */
export async function insertFacilityClient(
  tx: Transaction,
  client: FacilityClient & { jwks: string; certificateThumbprint: string | null },
): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.facility_client (id, client_id, name, jwks, certificate_thumbprint)
    VALUES (${client.id}, ${client.clientId}, ${client.name}, ${client.jwks}::text::jsonb, ${client.certificateThumbprint})
    ON CONFLICT (client_id) DO NOTHING`
  return count === 1
}

/** Ends a client: from now on its tokens and device authorizations count as ended. `null` when unknown or disabled before. */
export async function disableIfLive(tx: Transaction, clientId: string): Promise<string | null> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.facility_client SET disabled_at = clock_timestamp()
    WHERE client_id = ${clientId} AND disabled_at IS NULL RETURNING id`
  return rows[0]?.id ?? null
}

function readKeys(jwks: string): ClientKey[] {
  const known = readKeySets.get(jwks)
  if (known !== undefined) return known
  const keys = parseClientKeys(JSON.parse(jwks)) ?? []
  if (readKeySets.size >= maxReadKeySets) readKeySets.clear()
  readKeySets.set(jwks, keys)
  return keys
}
