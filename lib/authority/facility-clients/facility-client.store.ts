import { type ClientKey, parseClientKeys } from '@/lib/client-assertion/client-keys'
import { decoyJwks } from '@/lib/client-assertion/decoy-keys'
import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { FacilityClient } from './facility-client'

/** `version` is another after any change of the row. */
export type StoredFacilityClient = FacilityClient & {
  certificateThumbprint: string | null
  keys: ClientKey[]
  version: string
}

/** Clients as last read, by `client_id`: a client is the same in every request, until it is changed or disabled. */
const keptClients = new Map<string, StoredFacilityClient>()
const maxKeptClients = 1_000

/** The client as last read. It proves nothing by itself: `insertAssertionOnce` checks that it is still live and unchanged. */
export function findKeptClient(clientId: string): StoredFacilityClient | null {
  return keptClients.get(clientId) ?? null
}

/** The client of that `client_id`; disabled ones are not found. */
export async function findLiveByClientId(
  db: Pick<Database, 'sql'>,
  clientId: string,
): Promise<StoredFacilityClient | null> {
  const rows = await db.sql<(Omit<StoredFacilityClient, 'keys'> & { jwks: string })[]>`
    SELECT id, client_id, name, certificate_thumbprint, jwks::text AS jwks,
      xmin::text AS version
    FROM authority.facility_client WHERE client_id = ${clientId} AND disabled_at IS NULL
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  const [row] = rows
  const keys = parseClientKeys(JSON.parse(row?.jwks ?? decoyJwks)) ?? []
  if (row === undefined) return null
  const { jwks: _, ...rest } = row
  const client = { ...rest, keys }
  if (keptClients.size >= maxKeptClients) keptClients.clear()
  keptClients.set(clientId, client)
  return client
}

/**
 * Remembers an assertion so that it can be used once (RFC 7523 §3, `jti`), if its client is live and has not changed since it was
 * read; `null` otherwise. `expiresAt` is when the assertion could no longer be accepted anyway; every 64th insert sweeps rows that
 * are long past theirs.
 */
export async function insertAssertionOnce(
  db: Pick<Database, 'sql'>,
  assertion: { facilityClientId: string; version: string; jtiHash: Uint8Array; expiresAt: Date },
): Promise<{ isFirst: boolean } | null> {
  const sweepLimit = (assertion.jtiHash[0] ?? 0) < 4 ? 256 : 0
  const [row] = await db.sql<{ isFirst: boolean }[]>`
    WITH swept AS (
      DELETE FROM authority.client_assertion WHERE (facility_client_id, jti_hash) IN (
        SELECT facility_client_id, jti_hash FROM authority.client_assertion
        WHERE expires_at < statement_timestamp() - interval '10 minutes' LIMIT ${sweepLimit} FOR UPDATE SKIP LOCKED)),
    client AS (
      SELECT id FROM authority.facility_client
      WHERE id = ${assertion.facilityClientId} AND xmin::text = ${assertion.version} AND disabled_at IS NULL),
    stored AS (
      INSERT INTO authority.client_assertion (facility_client_id, jti_hash, expires_at)
      SELECT id, ${assertion.jtiHash}, ${assertion.expiresAt} FROM client
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM stored) AS is_first FROM client
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return row ?? null
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
