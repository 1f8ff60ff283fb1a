import type { Database, Transaction } from '@/lib/db/database'

export type StoredCrl = {
  der: Uint8Array<ArrayBuffer>
  number: bigint
  thisUpdate: Date
  nextUpdate: Date
}

export type CrlNumber = { number: bigint; thisUpdate: Date; nextUpdate: Date }

export type RevokedCertificate = { serialNumber: string; revocationDate: Date; reason: string }

/** The newest CRL of a certificate authority, by its name. */
export async function findCrl(db: Pick<Database, 'sql'>, authorityName: string): Promise<StoredCrl | null> {
  const [row] = await db.sql<StoredCrl[]>`
    SELECT crl.der, crl.number, crl.this_update, crl.next_update
    FROM authority.crl AS crl JOIN authority.certificate_authority AS authority ON authority.id = crl.certificate_authority_id
    WHERE authority.name = ${authorityName} ORDER BY crl.number DESC LIMIT 1`
  return row ?? null
}

/** Notes that the next CRL has something new to say. The row stays locked: a number taken after this sees the change. */
export async function wantCrl(tx: Transaction, certificateAuthorityId: string): Promise<void> {
  await tx.sql`UPDATE authority.certificate_authority SET crl_wanted = crl_number + 1 WHERE id = ${certificateAuthorityId}`
}

/**
 * Takes the next number if a fresh CRL is due: none yet, a change since the newest, or a quarter of its window gone. Whatever is
 * read after this commits belongs under that number; later changes make another one due. Numbers only go up; one that is taken
 * and then not used is left out. Times are whole seconds, as CRLs write them.
 */
export async function takeCrlNumber(
  tx: Transaction,
  certificateAuthorityId: string,
  seconds: number,
): Promise<CrlNumber | null> {
  const [row] = await tx.sql<CrlNumber[]>`
    UPDATE authority.certificate_authority AS authority SET crl_number = crl_number + 1
    WHERE id = ${certificateAuthorityId} AND NOT EXISTS (
      SELECT FROM authority.crl WHERE certificate_authority_id = authority.id AND number >= authority.crl_wanted
        AND this_update > clock_timestamp() - make_interval(secs => ${seconds / 4}))
    RETURNING crl_number AS number, date_trunc('second', clock_timestamp()) AS this_update,
      date_trunc('second', clock_timestamp()) + make_interval(secs => ${seconds}) AS next_update`
  return row ?? null
}

/**
 * What a CRL lists: revoked and suspended certificates, those that have expired for one window longer (RFC 5280 §3.3). A change
 * that came while the CRL is made carries its `thisUpdate`.
 */
export async function listRevoked(
  db: Pick<Database, 'sql'>,
  certificateAuthorityId: string,
  { thisUpdate, nextUpdate }: CrlNumber,
): Promise<RevokedCertificate[]> {
  const windowSeconds = (nextUpdate.getTime() - thisUpdate.getTime()) / 1000
  return db.sql<RevokedCertificate[]>`
    SELECT serial_number,
      least(date_trunc('second', coalesce(revoked_at, suspended_at)), ${thisUpdate}) AS revocation_date,
      CASE state WHEN 'suspended' THEN 'certificateHold' ELSE revocation_reason END AS reason
    FROM authority.credential
    WHERE certificate_authority_id = ${certificateAuthorityId} AND state <> 'active'
      AND not_after > ${thisUpdate}::timestamptz - make_interval(secs => ${windowSeconds})
    ORDER BY serial_number`
}

/** Publishes a CRL: the newest number is the one that is handed out. */
export async function insertCrl(
  tx: Transaction,
  crl: CrlNumber & { id: string; certificateAuthorityId: string; der: Uint8Array },
): Promise<void> {
  await tx.sql`
    INSERT INTO authority.crl (id, certificate_authority_id, number, der, this_update, next_update)
    VALUES (${crl.id}, ${crl.certificateAuthorityId}, ${crl.number}, ${crl.der}, ${crl.thisUpdate}, ${crl.nextUpdate})`
}
