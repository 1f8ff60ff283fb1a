import type { Database, Transaction } from '@/lib/db/database'
import { type StoredKeyRow, storedKeyColumns, withStoredKey } from '../signing-keys/stored-key.store'
import type { CertificateAuthorityRequest } from './certificate-authority-request'

type Row = Omit<CertificateAuthorityRequest, 'key'> & StoredKeyRow

/** The request of a name, installed or not. */
export async function findCertificateAuthorityRequest(
  db: Pick<Database, 'sql'>,
  name: string,
): Promise<CertificateAuthorityRequest | null> {
  const [row] = await db.sql<Row[]>`
    SELECT request.id, request.name, request.subject, request.installed_at, ${storedKeyColumns(db)}
    FROM authority.certificate_authority_request AS request
    JOIN authority.signing_key AS key ON key.id = request.key_id AND key.state = 'assigned'
    WHERE request.name = ${name}`
  return row === undefined ? null : withStoredKey(row)
}

/** Subjects (DER) of every certificate authority of ours and of every request; with `above`, of those above ours too. */
export async function listTakenSubjects(
  db: Pick<Database, 'sql'>,
  { above }: { above: boolean },
): Promise<TakenSubject[]> {
  return db.sql<TakenSubject[]>`
    SELECT subject, NULL AS certificate FROM authority.certificate_authority_request
    UNION ALL SELECT NULL, certificate FROM authority.certificate_authority WHERE ${above} OR key_id IS NOT NULL`
}

type TakenSubject = { subject: Uint8Array; certificate: null } | { subject: null; certificate: Uint8Array }

/** Requests that wait for their certificate, oldest first. */
export async function listPendingRequests(
  db: Pick<Database, 'sql'>,
): Promise<{ name: string; subject: Uint8Array<ArrayBuffer> }[]> {
  return db.sql<{ name: string; subject: Uint8Array<ArrayBuffer> }[]>`
    SELECT name, subject FROM authority.certificate_authority_request WHERE installed_at IS NULL ORDER BY created_at, id`
}

export async function insertCertificateAuthorityRequest(
  tx: Transaction,
  request: { id: string; name: string; subject: Uint8Array; keyId: string },
): Promise<void> {
  await tx.sql`
    INSERT INTO authority.certificate_authority_request (id, name, subject, key_id)
    VALUES (${request.id}, ${request.name}, ${request.subject}, ${request.keyId})`
}

/** pending → installed, once; `false` when it is installed already, or has another key than the one that was judged. */
export async function completeCertificateAuthorityRequest(
  tx: Transaction,
  { id, keyId }: { id: string; keyId: string },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.certificate_authority_request SET installed_at = clock_timestamp()
    WHERE id = ${id} AND key_id = ${keyId} AND installed_at IS NULL`
  return count === 1
}
