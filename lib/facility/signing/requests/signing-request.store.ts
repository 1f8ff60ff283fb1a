import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SigningState } from '@/lib/vocabulary/states/signing-state'
import type { ItemFinding } from '../document-item'

type Sql = Pick<Database, 'sql'>

/** A request as its key finds it. */
export type KnownRequest = {
  id: string
  state: SigningState
  sameRequest: boolean
  failureCode: string | null
  /** The documents are still there. */
  documentsLive: boolean
  signatureLevel: string | null
  certificate: Uint8Array | null
  /** No process works on it. */
  turnFree: boolean
  turnEndsInSeconds: number
}

/** The request that an EMR client made under this key; another client's key is another key. */
export async function findByKey(
  db: Sql,
  key: { emrClientId: string; keyHash: Uint8Array; requestHash: Uint8Array },
): Promise<KnownRequest | null> {
  const [row] = await db.sql<KnownRequest[]>`
    SELECT id, state::text AS state, request_hash = ${key.requestHash} AS same_request, failure_code,
      coalesce(documents_until > clock_timestamp(), false) AS documents_live, signature_level, certificate,
      state IN ('reserved', 'prepared') AND turn_until <= clock_timestamp() AS turn_free,
      greatest(1, ceil(extract(epoch FROM turn_until - clock_timestamp())))::int AS turn_ends_in_seconds
    FROM facility.signing_request WHERE emr_client_id = ${key.emrClientId} AND key_hash = ${key.keyHash}`
  return row ?? null
}

/** The right to work on a request: only the newest `attempt` writes. */
export type Turn = {
  id: string
  attempt: number
  state: 'reserved' | 'prepared'
  preparation: number
  credentialId: string | null
  certificate: Uint8Array | null
  signAlgorithm: string | null
  /** The database's clock when the turn began. */
  now: Date
}

export type NewSigningRequest = {
  id: string
  facilityId: string
  emrClientId: string
  keyHash: Uint8Array
  requestHash: Uint8Array
  kind: DocumentKind
  staffKey: Id<'staff'>
  terminalKey: Id<'terminal'> | null
  vaultTokenId: string | null
  turnSeconds: number
}

/** Enters a request and takes the first turn; `null` when its key is known already. */
export async function reserveIfNew(db: Sql, request: NewSigningRequest): Promise<Turn | null> {
  const [row] = await db.sql<Turn[]>`
    INSERT INTO facility.signing_request
      (id, facility_id, emr_client_id, key_hash, request_hash, kind, staff_id, terminal_id, vault_token_id, turn_until)
    VALUES (${request.id}, ${request.facilityId}, ${request.emrClientId}, ${request.keyHash}, ${request.requestHash},
      ${request.kind}::facility.signing_kind, ${request.staffKey}, ${request.terminalKey}, ${request.vaultTokenId},
      clock_timestamp() + make_interval(secs => ${request.turnSeconds}::int))
    ON CONFLICT (emr_client_id, key_hash) DO NOTHING
    RETURNING id, attempt, state::text AS state, preparation, credential_id, certificate,
      sign_algorithm, clock_timestamp() AS now`
  return row ?? null
}

/** Takes the turn of a request that no process works on; `null` when it has ended or another process does. */
export async function takeTurnIfFree(
  db: Sql,
  turn: { id: string; vaultTokenId: string | null; turnSeconds: number },
): Promise<Turn | null> {
  const [row] = await db.sql<Turn[]>`
    UPDATE facility.signing_request SET attempt = attempt + 1, vault_token_id = ${turn.vaultTokenId},
      turn_until = clock_timestamp() + make_interval(secs => ${turn.turnSeconds}::int)
    WHERE id = ${turn.id} AND state IN ('reserved', 'prepared') AND turn_until <= clock_timestamp()
    RETURNING id, attempt, state::text AS state, preparation, credential_id, certificate,
      sign_algorithm, clock_timestamp() AS now`
  return row ?? null
}

/** Lengthens a turn that is still its holder's; false when it was lost or the request has ended. */
export async function extendTurnIfMine(
  db: Sql,
  { id, attempt }: Pick<Turn, 'id' | 'attempt'>,
  turnSeconds: number,
): Promise<boolean> {
  const { count } = await db.sql`
    UPDATE facility.signing_request SET turn_until = clock_timestamp() + make_interval(secs => ${turnSeconds}::int)
    WHERE id = ${id} AND attempt = ${attempt} AND state IN ('reserved', 'prepared')`
  return count === 1
}

/** Releases the turn and notifies the waiting requests; with `discard` the preparation is deleted: the authority refused it for good. */
export async function releaseTurn(
  tx: Transaction,
  { id, attempt }: Pick<Turn, 'id' | 'attempt'>,
  discard: boolean,
): Promise<boolean> {
  const rows = await tx.sql`
    WITH released AS (
      UPDATE facility.signing_request SET turn_until = clock_timestamp(),
        state = CASE WHEN ${discard} THEN 'reserved'::facility.signing_state ELSE state END
      WHERE id = ${id} AND attempt = ${attempt} AND state IN ('reserved', 'prepared') RETURNING id)
    SELECT pg_notify('facility_signing_request', id)::text FROM released`
  if (rows.length === 1 && discard) await tx.sql`DELETE FROM facility.signing_document WHERE request_id = ${id}`
  return rows.length === 1
}

export type PreparedDocument = { position: number; sealedPreparation: Uint8Array; digest: Uint8Array }

/** Documents at their places: prepared ones, and those that will not be signed, with the findings. */
export type Preparation = {
  credentialId: string
  certificate: Uint8Array
  signAlgorithm: string
  prepared: readonly PreparedDocument[]
  refused: readonly { position: number; findings: readonly ItemFinding[] }[]
}

/** Keeps what is to be signed before the authority hears of it, all of it or nothing; `null` when the turn was lost. */
export async function storePreparation(
  db: Sql,
  { id, attempt }: Pick<Turn, 'id' | 'attempt'>,
  { credentialId, certificate, signAlgorithm, prepared, refused }: Preparation,
): Promise<number | null> {
  const refusals = refused.map(({ findings }) => JSON.stringify(findings))
  const [row] = await db.sql<{ preparation: number }[]>`
    WITH turn AS (
      UPDATE facility.signing_request SET state = 'prepared', preparation = preparation + 1, prepared_at = clock_timestamp(),
        credential_id = ${credentialId}, certificate = ${certificate}, sign_algorithm = ${signAlgorithm}
      WHERE id = ${id} AND attempt = ${attempt} AND state = 'reserved' RETURNING id, preparation
    ), stored AS (
      INSERT INTO facility.signing_document (request_id, position, refusal, sealed_preparation, digest)
      SELECT turn.id, position, NULL, decode(sealed, 'base64'), decode(digest, 'base64')
      FROM turn, unnest(${prepared.map(({ position }) => position)}::int[],
        ${prepared.map(({ sealedPreparation }) => toBase64(sealedPreparation))}::text[],
        ${prepared.map(({ digest }) => toBase64(digest))}::text[]) AS each (position, sealed, digest)
      UNION ALL
      SELECT turn.id, position, findings::jsonb, NULL, NULL
      FROM turn, unnest(${refused.map(({ position }) => position)}::int[], ${refusals}::text[]) AS each (position, findings)
    )
    SELECT preparation FROM turn`
  return row?.preparation ?? null
}

export type StoredDocument = {
  position: number
  /** As `storePreparation` wrote it. */
  refusal: readonly ItemFinding[] | null
  sealedPreparation: Uint8Array | null
  sealedSignature: Uint8Array | null
  documentHash: Uint8Array | null
  digest: Uint8Array | null
  signedAt: Date | null
}

/** The documents of a request at their places. */
export async function listDocuments(db: Sql, requestId: string): Promise<StoredDocument[]> {
  return db.sql<StoredDocument[]>`
    SELECT position, refusal, sealed_preparation, sealed_signature, document_hash, digest,
      signed_at
    FROM facility.signing_document WHERE request_id = ${requestId} ORDER BY position`
}

/** `documentHash`: SHA-256 of the preparation with the signature in it. */
export type SignedDocument = { position: number; sealedSignature: Uint8Array; documentHash: Uint8Array; signedAt: Date }

/** Ends a request with its documents and notifies the waiting ones; false when the turn was lost. */
export async function completeIfMine(
  tx: Transaction,
  { id, attempt }: Pick<Turn, 'id' | 'attempt'>,
  signed: { documents: readonly SignedDocument[]; level: string; documentSeconds: number },
): Promise<boolean> {
  const { documents } = signed
  const rows = await tx.sql`
    WITH completed AS (
      UPDATE facility.signing_request SET state = 'signed', ended_at = clock_timestamp(), signature_level = ${signed.level},
        documents_until = clock_timestamp() + make_interval(secs => ${signed.documentSeconds}::int)
      WHERE id = ${id} AND attempt = ${attempt} AND state = 'prepared' RETURNING id
    ), stored AS (
      UPDATE facility.signing_document AS document SET sealed_signature = decode(each.sealed, 'base64'),
        document_hash = decode(each.hash, 'base64'), signed_at = each.signed_at::timestamptz
      FROM completed, unnest(${documents.map(({ position }) => position)}::int[],
        ${documents.map(({ sealedSignature }) => toBase64(sealedSignature))}::text[],
        ${documents.map(({ documentHash }) => toBase64(documentHash))}::text[],
        ${documents.map(({ signedAt }) => signedAt.toISOString())}::text[]) AS each (position, sealed, hash, signed_at)
      WHERE document.request_id = completed.id AND document.position = each.position
    )
    SELECT pg_notify('facility_signing_request', id)::text FROM completed`
  return rows.length === 1
}

/** Ends a request of which nothing will be handed out, and notifies the waiting ones; false when the turn was lost. */
export async function failIfMine(
  tx: Transaction,
  { id, attempt }: Pick<Turn, 'id' | 'attempt'>,
  failureCode: string,
): Promise<boolean> {
  const rows = await tx.sql`
    WITH failed AS (
      UPDATE facility.signing_request SET state = 'failed', ended_at = clock_timestamp(), failure_code = ${failureCode}
      WHERE id = ${id} AND attempt = ${attempt} AND state IN ('reserved', 'prepared') RETURNING id)
    SELECT pg_notify('facility_signing_request', id)::text FROM failed`
  if (rows.length !== 1) return false
  await tx.sql`UPDATE facility.signing_document SET sealed_preparation = NULL WHERE request_id = ${id}`
  return true
}

/** Lists of bytes travel as text. */
function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64')
}
