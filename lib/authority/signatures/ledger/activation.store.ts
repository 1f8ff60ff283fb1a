import type { Transaction } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import type { Activation, Sad } from './activation'
import { toHex } from './hex'

/**
 * Writes an activation and its first SAD with one unit for each occurrence of a hash, in order; a MAC covers each. It is awaited
 * only when the transaction ends.
 */
export function insertActivation(
  tx: Transaction,
  { activation, activationMac, ...first }: NewSad & { activation: Activation; activationMac: Uint8Array },
): void {
  const { id, holderId, credentialId, facilityClientId, accessTokenId, certificateThumbprint } = activation
  const { documentKind, numSignatures, createdAt, expiresAt } = activation
  tx.send(tx.sql`
    WITH activation AS (
      INSERT INTO authority.activation (id, holder_id, credential_id, facility_client_id, access_token_id,
        certificate_thumbprint, document_kind, num_signatures, created_at, expires_at, mac)
      VALUES (${id}, ${holderId}, ${credentialId}, ${facilityClientId}, ${accessTokenId}, ${certificateThumbprint},
        ${documentKind}::authority.signed_document_kind, ${numSignatures}, ${createdAt}, ${expiresAt}, ${activationMac})
    ), ${sadWithUnits(tx, first)}`)
}

export type NewSad = { sad: Sad; sadMac: Uint8Array }

/** Writes a further SAD of an activation, as `insertActivation` writes the first. */
export function insertSad(tx: Transaction, further: NewSad): void {
  tx.send(tx.sql`WITH ${sadWithUnits(tx, further)}`)
}

function sadWithUnits(tx: Transaction, { sad, sadMac }: NewSad): Statement {
  const { id, activationId, handleHash, createdAt, expiresAt, hashes } = sad
  return tx.sql`
    sad AS (
      INSERT INTO authority.sad (id, activation_id, handle_hash, created_at, expires_at, mac)
      VALUES (${id}, ${activationId}, ${handleHash}, ${createdAt}, ${expiresAt}, ${sadMac}) RETURNING id
    )
    INSERT INTO authority.sad_unit (sad_id, ordinal, hash)
    SELECT sad.id, place::int, decode(hash, 'hex') FROM sad, unnest(${hashes.map(toHex)}::text[]) WITH ORDINALITY AS each (hash, place)`
}

/** Ends a SAD in favour of another; whether it was still active. */
export async function supersedeSad(tx: Transaction, id: string, supersededBy: string): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE authority.sad SET state = 'superseded', superseded_by = ${supersededBy}
    WHERE id = ${id} AND state = 'active' RETURNING id`
  return rows.length === 1
}

/** Units of an activation that were signed, or may have been. */
export async function countSpent(tx: Transaction, activationId: string): Promise<number> {
  const [row] = await tx.sql<{ spent: number }[]>`
    SELECT count(*)::int AS spent FROM authority.sad_unit AS unit JOIN authority.sad AS sad ON sad.id = unit.sad_id
    WHERE sad.activation_id = ${activationId} AND unit.state IN ('reserved', 'consumed')`
  return row?.spent ?? 0
}
