import type { Database } from '@/lib/db/database'
import type { RepeatKey } from './reservation'

export type EarlierRequest = {
  id: string
  digest: Uint8Array
  state: 'reserved' | 'completed'
  /** Reserved for longer than signing takes: its outcome is unknown. */
  isInDoubt: boolean
  /** In the order of the request; `null` once they are no longer kept. */
  signatures: Uint8Array<ArrayBuffer>[] | null
}

/** Seconds after which a unit that is still reserved counts as burned. */
export const doubtSeconds = 60

/** The request made under this key, unless nothing was signed for it. */
export async function findEarlierRequest(
  db: Pick<Database, 'sql'>,
  { facilityClientId, credentialId, idempotencyKeyHash }: RepeatKey,
): Promise<EarlierRequest | null> {
  const [request] = await db.sql<Omit<EarlierRequest, 'signatures'>[]>`
    SELECT id, digest, state, created_at < clock_timestamp() - make_interval(secs => ${doubtSeconds}) AS is_in_doubt
    FROM authority.signature_request
    WHERE facility_client_id = ${facilityClientId} AND credential_id = ${credentialId}
      AND idempotency_key_hash = ${idempotencyKeyHash} AND state <> 'released'`
  if (request === undefined) return null
  return { ...request, signatures: request.state === 'completed' ? await readSignatures(db, request.id) : null }
}

/** The signatures of a request in its order; `null` when one is no longer kept. */
async function readSignatures(db: Pick<Database, 'sql'>, requestId: string): Promise<EarlierRequest['signatures']> {
  const rows = await db.sql<{ signature: Uint8Array<ArrayBuffer> | null }[]>`
    SELECT signature FROM authority.sad_unit WHERE request_id = ${requestId} ORDER BY request_place`
  const signatures = rows.flatMap(({ signature }) => (signature === null ? [] : [signature]))
  return signatures.length === rows.length ? signatures : null
}
