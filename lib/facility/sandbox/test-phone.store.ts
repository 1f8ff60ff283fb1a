import type { Database, Transaction } from '@/lib/db/database'
import type { TestPhone } from './test-phone'

/** A live staff member of the client's facility: the phone where it is a test person, and a page origin of the client. */
export type TestTarget = { phone: TestPhone | null; pageOrigin: string | null }

type Row = { [Name in keyof TestPhone]: TestPhone[Name] | null } & Pick<TestPhone, 'staffKey'> & {
    pageOrigin: string | null
  }

/** `null` when the client's facility has no such live staff member. */
export async function findTestTarget(
  db: Pick<Database, 'sql'>,
  { emrClientId, staffCode }: { emrClientId: string; staffCode: string },
): Promise<TestTarget | null> {
  const [row] = await db.sql<Row[]>`
    SELECT staff.id AS staff_id, phone.credential_id, phone.user_handle, phone.sealed_private_key, client.origins[1] AS page_origin
    FROM facility.emr_client AS client
    JOIN facility.staff AS staff
      ON staff.facility_id = client.facility_id AND staff.staff_code = ${staffCode} AND staff.left_at IS NULL
    LEFT JOIN facility.test_phone AS phone ON phone.staff_id = staff.id
    WHERE client.id = ${emrClientId} AND client.disabled_at IS NULL`
  if (row === undefined) return null
  const { pageOrigin, staffKey, credentialId, userHandle, sealedPrivateKey } = row
  if (credentialId === null || userHandle === null || sealedPrivateKey === null) return { phone: null, pageOrigin }
  return { phone: { staffKey, credentialId, userHandle, sealedPrivateKey }, pageOrigin }
}

/** Makes a test person of a live staff member; false when there is none of the facility. */
export async function insertTestPhone(tx: Transaction, facilityId: string, phone: TestPhone): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO facility.test_phone (staff_id, credential_id, user_handle, sealed_private_key)
    SELECT id, ${phone.credentialId}, ${phone.userHandle}, ${phone.sealedPrivateKey}
    FROM facility.staff WHERE id = ${phone.staffKey} AND facility_id = ${facilityId} AND left_at IS NULL`
  return count === 1
}
