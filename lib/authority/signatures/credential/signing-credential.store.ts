import type { Database } from '@/lib/db/database'
import type { WrappedKey } from '@/lib/keystore/signing-keystore'
import type { SigningCredential } from './signing-credential'

type Row = Omit<SigningCredential, 'wrapped'> & Omit<WrappedKey, 'wrapped'> & { blob: WrappedKey['wrapped'] | null }

/** A credential of that holder; `null` for another holder's as for none. */
export async function findSigningCredential(
  db: Pick<Database, 'sql'>,
  { credentialId, holderId }: { credentialId: string; holderId: string },
): Promise<SigningCredential | null> {
  const [row] = await db.sql<
    Row[]
  >`${selected(db)} WHERE credential.id = ${credentialId} AND credential.holder_id = ${holderId}`
  return row === undefined ? null : toCredential(row)
}

/** Every credential of a holder, newest first. */
export async function listSigningCredentials(
  db: Pick<Database, 'sql'>,
  holderId: string,
): Promise<SigningCredential[]> {
  const rows = await db.sql<Row[]>`
    ${selected(db)} WHERE credential.holder_id = ${holderId} ORDER BY credential.issued_at DESC, credential.id`
  return rows.map(toCredential)
}

/** The certificates above a credential's own, its issuer first. */
export async function listIssuerCertificates(
  db: Pick<Database, 'sql'>,
  certificateAuthorityId: string,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const rows = await db.sql<{ certificate: Uint8Array<ArrayBuffer> }[]>`
    WITH RECURSIVE chain AS (
      SELECT id, issuer_id, certificate, 1 AS place FROM authority.certificate_authority WHERE id = ${certificateAuthorityId}
      UNION ALL
      SELECT issuer.id, issuer.issuer_id, issuer.certificate, place + 1 FROM authority.certificate_authority AS issuer
      JOIN chain ON chain.issuer_id = issuer.id WHERE place < 8
    )
    SELECT certificate FROM chain ORDER BY place`
  return rows.map((row) => row.certificate)
}

function selected(db: Pick<Database, 'sql'>) {
  return db.sql`
    SELECT credential.id, credential.holder_id, credential.role, credential.certificate,
      credential.serial_number, credential.not_before, credential.not_after,
      credential.certificate_authority_id,
      key.algorithm, key.public_key, key.keystore, key.wrapping_key_id, key.mechanism,
      key.wrapped AS blob, key.binding_mac,
      CASE
        WHEN credential.state <> 'active' THEN credential.state::text
        WHEN clock_timestamp() >= credential.not_after THEN 'expired'
        WHEN clock_timestamp() < credential.not_before THEN 'not_yet_valid'
        WHEN key.state <> 'assigned' THEN 'key_destroyed'
        ELSE 'usable'
      END AS status
    FROM authority.credential AS credential JOIN authority.signing_key AS key ON key.id = credential.key_id`
}

function toCredential({ blob, keystore, wrappingKeyId, mechanism, ...row }: Row): SigningCredential {
  return { ...row, wrapped: blob === null ? null : { keystore, wrappingKeyId, mechanism, wrapped: blob } }
}
