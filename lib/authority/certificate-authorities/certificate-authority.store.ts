import type { Database, Transaction } from '@/lib/db/database'
import { type StoredKeyRow, storedKeyColumns, withStoredKey } from '../signing-keys/stored-key.store'
import type { CertificateAuthority, ListedCertificateAuthority } from './certificate-authority'

type Row = Omit<CertificateAuthority, 'key'> & StoredKeyRow

/**
 * The certificate authority that issues second certificates: of the test hierarchy or of the real ones, the newest that is not retired
 * and has an issuer above it.
 */
export async function findIssuingCertificateAuthority(
  db: Pick<Database, 'sql'>,
  { isTest }: { isTest: boolean },
): Promise<CertificateAuthority | null> {
  const [row] = await db.sql<Row[]>`
    ${selected(db)} WHERE authority.issuer_id IS NOT NULL AND authority.retired_at IS NULL AND authority.is_test = ${isTest}
    ORDER BY authority.created_at DESC, authority.id LIMIT 1`
  return row === undefined ? null : withStoredKey(row)
}

export async function findCertificateAuthority(
  db: Pick<Database, 'sql'>,
  id: string,
): Promise<CertificateAuthority | null> {
  const [row] = await db.sql<Row[]>`${selected(db)} WHERE authority.id = ${id}`
  return row === undefined ? null : withStoredKey(row)
}

/** The certificates (DER) above one, its issuer first. */
export async function listCertificatesAbove(db: Pick<Database, 'sql'>, id: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const rows = await db.sql<{ certificate: Uint8Array<ArrayBuffer> }[]>`
    WITH RECURSIVE above AS (
      SELECT issuer_id, certificate, 0 AS height FROM authority.certificate_authority WHERE id = ${id}
      UNION ALL
      SELECT next.issuer_id, next.certificate, above.height + 1
      FROM above JOIN authority.certificate_authority AS next ON next.id = above.issuer_id WHERE above.height < 16)
    SELECT certificate FROM above WHERE height > 0 ORDER BY height`
  return rows.map(({ certificate }) => certificate)
}

/** Whether a certificate authority belongs to the test hierarchy. */
export async function isTestCertificateAuthority(db: Pick<Database, 'sql'>, id: string): Promise<boolean> {
  const [row] = await db.sql<{ isTest: boolean }[]>`
    SELECT is_test FROM authority.certificate_authority WHERE id = ${id}`
  return row?.isTest === true
}

/** Ids of every certificate authority that signs CRLs, also retired ones: their certificates may still be in use. */
export async function listCertificateAuthorityIds(db: Pick<Database, 'sql'>): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    SELECT id FROM authority.certificate_authority WHERE key_id IS NOT NULL ORDER BY created_at, id`
  return rows.map(({ id }) => id)
}

/** The certificate of a name, DER; anchors without a key too. */
export async function findCertificateAuthorityCertificate(
  db: Pick<Database, 'sql'>,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await db.sql<{ certificate: Uint8Array<ArrayBuffer> }[]>`
    SELECT certificate FROM authority.certificate_authority WHERE name = ${name}`
  return row?.certificate ?? null
}

/** Waits for any other process that is about to name a certificate authority. */
export async function lockCertificateAuthorities(tx: Transaction): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext('authority.certificate_authority first'))`
}

/** Waits for any other process that is about to make a test hierarchy; then says whether there is one. */
export async function lockHierarchy(tx: Transaction): Promise<boolean> {
  await lockCertificateAuthorities(tx)
  const rows = await tx.sql`SELECT id FROM authority.certificate_authority WHERE key_id IS NOT NULL AND is_test LIMIT 1`
  return rows.length > 0
}

/** One of the names that a certificate authority has. */
export async function findTakenName(db: Pick<Database, 'sql'>, names: readonly string[]): Promise<string | null> {
  const [row] = await db.sql<{ name: string }[]>`
    SELECT name FROM authority.certificate_authority WHERE name = ANY(${[...names]}) LIMIT 1`
  return row?.name ?? null
}

/** Whether it may still issue, to the end of the transaction: who retires it waits for that. */
export async function lockLiveCertificateAuthority(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.sql`
    SELECT id FROM authority.certificate_authority WHERE id = ${id} AND retired_at IS NULL FOR NO KEY UPDATE`
  return rows.length > 0
}

/** live → retired, for good; `false` when it is retired already. */
export async function retireIfLive(tx: Transaction, id: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.certificate_authority SET retired_at = clock_timestamp() WHERE id = ${id} AND retired_at IS NULL`
  return count === 1
}

/** Every certificate authority, and the certificates above them, oldest first. */
export async function listCertificateAuthorities(db: Pick<Database, 'sql'>): Promise<ListedCertificateAuthority[]> {
  return db.sql<ListedCertificateAuthority[]>`
    SELECT authority.id, authority.name, authority.certificate, authority.is_test, authority.key_id IS NOT NULL AS has_key,
      authority.retired_at IS NOT NULL AS is_retired, (
        SELECT count(*)::int FROM authority.credential AS credential
        WHERE credential.certificate_authority_id = authority.id AND credential.state <> 'revoked'
          AND credential.not_after > clock_timestamp()) AS live_certificates
    FROM authority.certificate_authority AS authority ORDER BY authority.created_at, authority.name`
}

export async function insertCertificateAuthority(
  tx: Transaction,
  certificateAuthority: {
    id: string
    name: string
    issuerId: string | null
    certificate: Uint8Array
    /** `null`: a certificate above others only, whose key is elsewhere. */
    keyId: string | null
    isTest: boolean
  },
): Promise<void> {
  await tx.sql`
    INSERT INTO authority.certificate_authority (id, name, issuer_id, certificate, key_id, is_test)
    VALUES (${certificateAuthority.id}, ${certificateAuthority.name}, ${certificateAuthority.issuerId}, ${certificateAuthority.certificate}, ${certificateAuthority.keyId},
      ${certificateAuthority.isTest})`
}

function selected(db: Pick<Database, 'sql'>) {
  return db.sql`
    SELECT authority.id, authority.name, authority.certificate, authority.is_test, ${storedKeyColumns(db)}
    FROM authority.certificate_authority AS authority
    JOIN authority.signing_key AS key ON key.id = authority.key_id AND key.state = 'assigned'`
}
