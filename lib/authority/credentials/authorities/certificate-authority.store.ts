import type { Database, Transaction } from '@/lib/db/database'
import type { SigningKeyAlgorithm, WrappedKey } from '@/lib/keystore/signing-keystore'
import type { CertificateAuthority } from './certificate-authority'

type Row = Omit<CertificateAuthority, 'key'> &
  Omit<WrappedKey, 'wrapped'> & {
    keyId: string
    algorithm: SigningKeyAlgorithm
    publicKey: Uint8Array<ArrayBuffer>
    blob: Uint8Array<ArrayBuffer>
  }

/** The certificate authority that issues second certificates: the newest that is not retired and has an issuer above it. */
export async function findIssuingAuthority(db: Pick<Database, 'sql'>): Promise<CertificateAuthority | null> {
  const [row] = await db.sql<Row[]>`
    ${selected(db)} WHERE authority.issuer_id IS NOT NULL AND authority.retired_at IS NULL
    ORDER BY authority.created_at DESC, authority.id LIMIT 1`
  return row === undefined ? null : toAuthority(row)
}

export async function findAuthority(db: Pick<Database, 'sql'>, id: string): Promise<CertificateAuthority | null> {
  const [row] = await db.sql<Row[]>`${selected(db)} WHERE authority.id = ${id}`
  return row === undefined ? null : toAuthority(row)
}

/** Ids of every certificate authority that signs CRLs. */
export async function listAuthorityIds(db: Pick<Database, 'sql'>): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    SELECT id FROM authority.certificate_authority WHERE key_id IS NOT NULL ORDER BY created_at, id`
  return rows.map(({ id }) => id)
}

/** The certificate of a name, DER; anchors without a key too. */
export async function findAuthorityCertificate(
  db: Pick<Database, 'sql'>,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await db.sql<{ certificate: Uint8Array<ArrayBuffer> }[]>`
    SELECT certificate FROM authority.certificate_authority WHERE name = ${name}`
  return row?.certificate ?? null
}

/** Waits for any other process that is about to make a hierarchy; then says whether there is one. */
export async function lockHierarchy(tx: Transaction): Promise<boolean> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext('authority.certificate_authority first'))`
  const rows = await tx.sql`SELECT id FROM authority.certificate_authority WHERE key_id IS NOT NULL LIMIT 1`
  return rows.length > 0
}

export async function insertAuthority(
  tx: Transaction,
  authority: {
    id: string
    name: string
    issuerId: string | null
    certificate: Uint8Array
    keyId: string
    isTest: boolean
  },
): Promise<void> {
  await tx.sql`
    INSERT INTO authority.certificate_authority (id, name, issuer_id, certificate, key_id, is_test)
    VALUES (${authority.id}, ${authority.name}, ${authority.issuerId}, ${authority.certificate}, ${authority.keyId},
      ${authority.isTest})`
}

function selected(db: Pick<Database, 'sql'>) {
  return db.sql`
    SELECT authority.id, authority.name, authority.certificate, authority.is_test AS "isTest", key.id AS "keyId",
      key.algorithm, key.public_key AS "publicKey", key.keystore, key.wrapping_key_id AS "wrappingKeyId", key.mechanism,
      key.wrapped AS blob, key.binding_mac AS "bindingMac"
    FROM authority.certificate_authority AS authority
    JOIN authority.signing_key AS key ON key.id = authority.key_id AND key.state = 'assigned'`
}

function toAuthority(row: Row): CertificateAuthority {
  const { id, name, certificate, isTest, bindingMac, keyId, algorithm, publicKey } = row
  const { keystore, wrappingKeyId, mechanism, blob } = row
  const wrapped = { keystore, wrappingKeyId, mechanism, wrapped: blob }
  return { id, name, certificate, isTest, bindingMac, key: { id: keyId, algorithm, publicKey, wrapped } }
}
