import type { Transaction } from '@/lib/db/database'
import type { Bearer } from '../bearer/bearer'
import { toHex } from './hex'
import type { RepeatKey } from './reservation'

export type NewRequest = {
  id: string
  sadId: string
  credentialId: string
  digest: Uint8Array
  idempotencyKeyHash: RepeatKey['idempotencyKeyHash'] | null
  hashes: readonly Uint8Array[]
  budget: { perToken: number; perDay: number }
}

/** `isNew`: no request under the same key was there first. `units` and `budgets`: how many were taken. */
export type Reserved = { isNew: boolean; units: number; budgets: number }

/**
 * Marks one open unit for each hash of the request, as a multiset, and takes them from the budgets of the token and of the
 * holder's day (Japan), in one statement. The caller rolls back unless everything was there. Lock the SAD first.
 */
export async function reserveUnits(tx: Transaction, bearer: Bearer, request: NewRequest): Promise<Reserved> {
  const { id, sadId, credentialId, digest, idempotencyKeyHash, hashes, budget } = request
  const count = hashes.length
  const [row] = await tx.sql<{ requests: number; units: number; budgets: number }[]>`
    WITH request AS (
      INSERT INTO authority.signature_request (id, facility_client_id, credential_id, idempotency_key_hash, digest, created_at)
      VALUES (${id}, ${bearer.facilityClientId}, ${credentialId}, ${idempotencyKeyHash}, ${digest}, now())
      ON CONFLICT (facility_client_id, credential_id, idempotency_key_hash)
        WHERE idempotency_key_hash IS NOT NULL AND state <> 'released' DO NOTHING
      RETURNING id
    ), wanted AS (
      SELECT decode(hash, 'hex') AS hash, place::int, row_number() OVER (PARTITION BY hash ORDER BY place) AS occurrence
      FROM unnest(${hashes.map(toHex)}::text[]) WITH ORDINALITY AS each (hash, place)
    ), open AS (
      SELECT ordinal, hash, row_number() OVER (PARTITION BY hash ORDER BY ordinal) AS occurrence
      FROM authority.sad_unit WHERE sad_id = ${sadId} AND state = 'authorized'
    ), marked AS (
      UPDATE authority.sad_unit AS unit
      SET state = 'reserved', request_id = request.id, request_place = wanted.place, reserved_at = clock_timestamp()
      FROM request, wanted JOIN open USING (hash, occurrence)
      WHERE unit.sad_id = ${sadId} AND unit.ordinal = open.ordinal RETURNING unit.ordinal
    ), taken AS (
      INSERT INTO authority.signature_budget AS budget (key, spent)
      SELECT key, ${count}::int FROM (VALUES
        (${`token:${bearer.accessTokenId}`}, ${budget.perToken}::int),
        (${`day:${bearer.holderId}:`} || (now() AT TIME ZONE 'Asia/Tokyo')::date, ${budget.perDay}::int)
      ) AS each (key, most) WHERE ${count}::int <= most
      ON CONFLICT (key) DO UPDATE SET spent = budget.spent + excluded.spent
        WHERE budget.spent + excluded.spent <= CASE WHEN budget.key LIKE 'token:%' THEN ${budget.perToken}::int ELSE ${budget.perDay}::int END
      RETURNING key
    )
    SELECT (SELECT count(*)::int FROM request) AS requests, (SELECT count(*)::int FROM marked) AS units,
      (SELECT count(*)::int FROM taken) AS budgets`
  return { isNew: row?.requests === 1, units: row?.units ?? 0, budgets: row?.budgets ?? 0 }
}

/** What a bearer may still sign: the smaller of what the token and the day have left. */
export async function readBudgetLeft(tx: Transaction, bearer: Bearer, budget: NewRequest['budget']): Promise<number> {
  const [row] = await tx.sql<{ token: number; day: number }[]>`
    SELECT coalesce((SELECT spent FROM authority.signature_budget WHERE key = ${`token:${bearer.accessTokenId}`}), 0) AS token,
      coalesce((SELECT spent FROM authority.signature_budget
        WHERE key = ${`day:${bearer.holderId}:`} || (now() AT TIME ZONE 'Asia/Tokyo')::date), 0) AS day`
  return Math.min(budget.perToken - (row?.token ?? 0), budget.perDay - (row?.day ?? 0))
}

/**
 * Stores the signatures of a request, in its order, and exhausts the SAD when the activation's total is used. How many units were
 * still waiting for one; none when the credential has been suspended or revoked meanwhile. Lock the SAD first.
 */
export async function completeUnits(
  tx: Transaction,
  made: { requestId: string; sadId: string; credentialId: string; signatures: readonly Uint8Array[] },
): Promise<number> {
  const { requestId, sadId, credentialId, signatures } = made
  const [row] = await tx.sql<{ units: number }[]>`
    WITH made AS (
      SELECT decode(signature, 'hex') AS signature, place::int
      FROM unnest(${signatures.map(toHex)}::text[]) WITH ORDINALITY AS each (signature, place)
    ), settled AS (
      UPDATE authority.sad_unit AS unit SET state = 'consumed', signature = made.signature,
        signature_hash = sha256(made.signature), settled_at = clock_timestamp()
      FROM made WHERE unit.request_id = ${requestId} AND unit.request_place = made.place AND unit.state = 'reserved'
        AND EXISTS (SELECT FROM authority.credential WHERE id = ${credentialId} AND state = 'active')
      RETURNING unit.ordinal
    ), request AS (
      UPDATE authority.signature_request SET state = 'completed', settled_at = clock_timestamp()
      WHERE id = ${requestId} AND state = 'reserved'
    ), exhausted AS (
      UPDATE authority.sad AS sad SET state = 'exhausted' FROM authority.activation AS activation
      WHERE sad.id = ${sadId} AND sad.state = 'active' AND activation.id = sad.activation_id
        AND activation.num_signatures <= ${signatures.length}::int + (
          SELECT count(*) FROM authority.sad_unit AS unit JOIN authority.sad AS other ON other.id = unit.sad_id
          WHERE other.activation_id = activation.id AND unit.state = 'consumed')
    )
    SELECT count(*)::int AS units FROM settled`
  return row?.units ?? 0
}

/**
 * Gives units back of which nothing was signed for certain: each is closed as released and a fresh one takes its place. The
 * request's key is good again when none of its units stays behind. Lock the SAD first. Returns how many.
 */
export async function releaseUnits(
  tx: Transaction,
  input: { requestId: string; sadId: string; places: readonly number[]; accessTokenId: string; holderId: string },
): Promise<number> {
  const { requestId, sadId, places, accessTokenId, holderId } = input
  const released = await tx.sql`
    UPDATE authority.sad_unit SET state = 'released', settled_at = clock_timestamp()
    WHERE request_id = ${requestId} AND request_place = ANY(${[...places]}::int[]) AND state = 'reserved' RETURNING ordinal`
  await tx.sql`
    WITH top AS (SELECT max(ordinal) AS ordinal FROM authority.sad_unit WHERE sad_id = ${sadId}),
    renewed AS (
      INSERT INTO authority.sad_unit (sad_id, ordinal, hash, replaces)
      SELECT sad_id, top.ordinal + row_number() OVER (ORDER BY unit.ordinal), hash, unit.ordinal
      FROM authority.sad_unit AS unit, top
      WHERE unit.request_id = ${requestId} AND unit.state = 'released' AND NOT EXISTS (
        SELECT FROM authority.sad_unit AS fresh WHERE fresh.sad_id = unit.sad_id AND fresh.replaces = unit.ordinal)
    ), request AS (
      UPDATE authority.signature_request SET state = 'released', settled_at = clock_timestamp()
      WHERE id = ${requestId} AND state = 'reserved' AND NOT EXISTS (
        SELECT FROM authority.sad_unit WHERE request_id = ${requestId} AND state <> 'released')
    )
    UPDATE authority.signature_budget SET spent = spent - ${released.length}::int
    WHERE key IN (${`token:${accessTokenId}`}, ${`day:${holderId}:`} || (
      SELECT (created_at AT TIME ZONE 'Asia/Tokyo')::date FROM authority.signature_request WHERE id = ${requestId}))`
  return released.length
}
